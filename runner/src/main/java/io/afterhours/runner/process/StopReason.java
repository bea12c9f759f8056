package io.afterhours.runner.process;

/** Why a process tree was stopped before it ended by itself. */
public enum StopReason {
    /** The scheduler asked for it. */
    REQUESTED,
    /** It ran longer than it may. */
    WALL_CLOCK,
    /** It was silent longer than it may be. */
    IDLE,
    /** It printed more than it may. */
    OUTPUT,
    /** Its lease could not be renewed in time, so that another runner may have the build by now. */
    FENCED,
    /** The runner itself is being stopped. */
    SHUTDOWN
}
