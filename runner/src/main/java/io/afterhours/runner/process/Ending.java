package io.afterhours.runner.process;

/** How a process tree ended. */
public sealed interface Ending {
    /**
     * By itself.
     *
     * @param code the exit code; 128 + n where signal n ended it
     */
    record Exited(int code) implements Ending {
        public boolean bySignal() {
            return code > 128 && code < 160;
        }
    }

    /** Because we stopped it. */
    record Stopped(StopReason reason) implements Ending {}
}
