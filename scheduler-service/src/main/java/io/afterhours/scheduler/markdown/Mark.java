package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.scheduler.BuildState;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands between the brackets of an item. */
public enum Mark {
    WAITS(' '),
    RUNS('~'),
    FINISHED('x'),
    NEEDS_YOU('!'),
    DROPPED('-');

    private final char sign;

    Mark(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }

    /** Whether the item is still to be done. */
    public boolean isOpen() {
        return switch (this) {
            case WAITS, RUNS, NEEDS_YOU -> true;
            case FINISHED, DROPPED -> false;
        };
    }

    static Optional<Mark> of(char sign) {
        return Stream.of(values())
                .filter(each -> each.sign == Character.toLowerCase(sign))
                .findFirst();
    }

    /** How a build in this state is marked. */
    public static Mark of(BuildState state) {
        return switch (state) {
            case QUEUED, RETRYING -> WAITS;
            case DISPATCHED, RUNNING, VERIFYING -> RUNS;
            case FINISHED -> FINISHED;
            case ESCALATED, FAILED -> NEEDS_YOU;
            case CANCELLED, REJECTED -> DROPPED;
        };
    }
}
