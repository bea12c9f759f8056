package io.afterhours.cost.statistics;

import io.afterhours.contracts.Words;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildChanged;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of an attempt, as far as it says something of its model. */
enum Outcome {
    SUCCEEDED,
    FAILED,
    /** It ended by nothing that the model did. */
    INTERRUPTED;

    String word() {
        return Words.of(this);
    }

    /** What a change of a build says of the attempt that it names; nothing while that goes on. */
    static Optional<Outcome> of(BuildChanged build) {
        return switch (build.state()) {
            case DISPATCHED, RUNNING, VERIFYING -> Optional.empty();
            case FINISHED -> Optional.of(SUCCEEDED);
            case CANCELLED, REJECTED -> Optional.of(INTERRUPTED);
            case QUEUED, RETRYING, ESCALATED, FAILED -> Optional.of(ofFailure(build.failure()));
        };
    }

    private static Outcome ofFailure(@Nullable FailureClass failure) {
        return switch (failure) {
            case null -> FAILED;
            case AGENT_GAVE_UP, VERIFICATION_FAILED, TIMED_OUT, OUT_OF_BUDGET, CRASHED -> FAILED;
            case RATE_LIMITED, AUTH, CONFIG, NETWORK, LOST, CANCELLED -> INTERRUPTED;
        };
    }
}
