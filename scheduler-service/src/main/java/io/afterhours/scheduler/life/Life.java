package io.afterhours.scheduler.life;

import io.afterhours.contracts.scheduler.BuildState;
import java.util.Optional;

/** Where a build is in its life; what can happen next is what its methods are. */
public sealed interface Life {
    BuildState state();

    /** Something a person can still call off. */
    sealed interface Cancellable extends Life {
        default Cancelled cancel() {
            return new Cancelled();
        }
    }

    /** An attempt is out with a runner. */
    sealed interface Live extends Cancellable {
        /** The agent's process runs. */
        default Running start() {
            return new Running();
        }

        /** The agent says done, and the acceptance command runs. */
        default Verifying verify() {
            return new Verifying();
        }

        default Finished finish() {
            return new Finished();
        }

        /** The attempt failed, or its runner fell silent; the ladder has another rung. */
        default Retrying retry() {
            return new Retrying();
        }

        /** The attempt failed, and a person has to say what now. */
        default Escalated escalate() {
            return new Escalated();
        }
    }

    /** A build that waits for its start. */
    sealed interface Waiting extends Cancellable {
        default Dispatched dispatch() {
            return new Dispatched();
        }

        /** A person refused its start. */
        default Rejected reject() {
            return new Rejected();
        }
    }

    /** A build that is over; a person can have it tried again. */
    sealed interface Over extends Life {
        default Queued retry() {
            return new Queued();
        }
    }

    /** Asked for, not tried yet. */
    record Queued() implements Waiting {
        @Override
        public BuildState state() {
            return BuildState.QUEUED;
        }
    }

    /** Tried, failed, to be tried again. */
    record Retrying() implements Waiting {
        @Override
        public BuildState state() {
            return BuildState.RETRYING;
        }
    }

    /** Sent to a pool, not yet begun. */
    record Dispatched() implements Live {
        @Override
        public BuildState state() {
            return BuildState.DISPATCHED;
        }
    }

    /** The agent works. */
    record Running() implements Live {
        @Override
        public BuildState state() {
            return BuildState.RUNNING;
        }
    }

    /** The acceptance command runs. */
    record Verifying() implements Live {
        @Override
        public BuildState state() {
            return BuildState.VERIFYING;
        }
    }

    /** A person has to say what now. */
    record Escalated() implements Cancellable {
        /** The person wants it tried again. */
        public Queued requeue() {
            return new Queued();
        }

        /** The person did it. */
        public Finished takeOver() {
            return new Finished();
        }

        /** The person gives it up. */
        public Failed giveUp() {
            return new Failed();
        }

        @Override
        public BuildState state() {
            return BuildState.ESCALATED;
        }
    }

    /** Done, and proven where it has an acceptance command. */
    record Finished() implements Over {
        @Override
        public BuildState state() {
            return BuildState.FINISHED;
        }
    }

    /** Given up. */
    record Failed() implements Over {
        @Override
        public BuildState state() {
            return BuildState.FAILED;
        }
    }

    /** Called off. */
    record Cancelled() implements Over {
        @Override
        public BuildState state() {
            return BuildState.CANCELLED;
        }
    }

    /** Refused by a person before its start. */
    record Rejected() implements Over {
        @Override
        public BuildState state() {
            return BuildState.REJECTED;
        }
    }

    static Life in(BuildState state) {
        return switch (state) {
            case QUEUED -> new Queued();
            case DISPATCHED -> new Dispatched();
            case RUNNING -> new Running();
            case VERIFYING -> new Verifying();
            case RETRYING -> new Retrying();
            case ESCALATED -> new Escalated();
            case FINISHED -> new Finished();
            case FAILED -> new Failed();
            case CANCELLED -> new Cancelled();
            case REJECTED -> new Rejected();
        };
    }

    /** This state as one that allows something, e.g. {@code as(Waiting.class)}; empty where it does not. */
    default <L extends Life> Optional<L> as(Class<L> wanted) {
        return wanted.isInstance(this) ? Optional.of(wanted.cast(this)) : Optional.empty();
    }
}
