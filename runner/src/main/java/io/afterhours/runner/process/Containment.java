package io.afterhours.runner.process;

import java.util.ArrayList;
import java.util.List;

/** What holds a process tree together, strongest first. */
public enum Containment {
    NAMESPACE(List.of("unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", "--"), true),
    USER_NAMESPACE(
            List.of(
                    "unshare",
                    "--user",
                    "--map-current-user",
                    "--pid",
                    "--fork",
                    "--kill-child=SIGKILL",
                    "--mount-proc",
                    "--"),
            true),
    SESSION(List.of(), false),
    PLAIN(List.of(), false);

    /**
     * The first process of a namespace: starts its arguments and waits, so that the agent is not process 1, which would
     * neither reap orphans nor feel SIGTERM. The text is fixed; the command arrives as arguments and is never parsed.
     */
    private static final List<String> FIRST = List.of("/bin/sh", "-c", "\"$@\"; exit $?", "afterhours");

    private final List<String> wrapper;
    private final boolean namespace;

    Containment(List<String> wrapper, boolean namespace) {
        this.wrapper = wrapper;
        this.namespace = namespace;
    }

    /** Whether the kernel ends the whole tree with its first process. */
    public boolean certain() {
        return namespace;
    }

    /**
     * The argv to start in place of the command's own.
     *
     * @param dieWithParent whether {@code setpriv} is there to have the kernel kill the tree when this process dies
     */
    List<String> wrap(List<String> argv, boolean dieWithParent) {
        var wrapped = new ArrayList<String>();
        if (dieWithParent) {
            wrapped.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        }
        if (this != PLAIN) {
            wrapped.add("setsid");
        }
        wrapped.addAll(wrapper);
        if (namespace) {
            wrapped.addAll(FIRST);
        }
        wrapped.addAll(argv);
        return List.copyOf(wrapped);
    }
}
