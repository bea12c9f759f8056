package io.afterhours.local.process;

import java.util.List;

/**
 * A session of its own for a process: the terminal's Ctrl-C and its closing reach everything of the terminal's session
 * at once, and the order in which parts stop is ours.
 */
public final class Session {
    private static final List<String> PREFIX = Shell.succeeds(List.of("setsid", "true"))
            ? List.of("setsid")
            : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");

    private Session() {}

    /** What to put before a command; the process keeps its number. */
    public static List<String> prefix() {
        return PREFIX;
    }
}
