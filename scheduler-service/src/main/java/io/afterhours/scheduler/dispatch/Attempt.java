package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Words;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.queue.BuildId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try at a build.
 *
 * @param fence every message about it carries it
 * @param lateResult what its runner said after it was given up; shown, never merged
 * @param rung which rung of the retry ladder it is, from 1; 0 for an attempt that is none
 * @param climbed the class of the failure after which that rung was taken
 * @param batch the number of the batch in which several builds are done by one run of the agent; absent for a build by itself
 */
public record Attempt(
        BuildId build,
        int number,
        String session,
        State state,
        long fence,
        String pool,
        @Nullable String runner,
        String agent,
        @Nullable String model,
        @Nullable String workspace,
        Instant dispatchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Failure failure,
        @Nullable String summary,
        @Nullable String branch,
        List<String> commits,
        @Nullable String lateResult,
        @Nullable Long batch,
        int rung,
        @Nullable FailureClass climbed) {

    /** Where an attempt is in its life. */
    public enum State {
        DISPATCHED,
        RUNNING,
        VERIFYING,
        SUCCEEDED,
        FAILED,
        LOST,
        CANCELLED;

        public String word() {
            return Words.of(this);
        }

        public boolean isLive() {
            return switch (this) {
                case DISPATCHED, RUNNING, VERIFYING -> true;
                case SUCCEEDED, FAILED, LOST, CANCELLED -> false;
            };
        }

        public static State of(String word) {
            return Words.read("state", word, values());
        }
    }
}
