package io.afterhours.local.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends a process: asks, waits, and then ends it and what it started. */
public final class Ending {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Ending() {}

    /** Whether it went when asked. */
    public static boolean end(ProcessHandle process, String signal, Duration limit) {
        var id = ProcessId.of(process);
        var children = new ArrayList<>(process.descendants().toList());
        Shell.succeeds(List.of("kill", "-" + signal, Long.toString(process.pid())));
        var went = id.awaitEnd(limit);
        if (!went) {
            children.addAll(process.descendants().toList());
            process.destroyForcibly();
            id.awaitEnd(AFTER_KILL);
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(child -> end(child, went));
        return went;
    }

    /** A child that its parent left behind in good order gets a moment more. */
    private static void end(ProcessHandle child, boolean gently) {
        if (gently) {
            child.destroy();
            ProcessId.of(child).awaitEnd(Duration.ofSeconds(2));
        }
        child.destroyForcibly();
    }
}
