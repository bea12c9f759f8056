package io.afterhours.scheduler.retry;

import java.time.Instant;
import java.util.List;

/** What happens next to a build of which an attempt failed. */
public sealed interface RetryDecision {
    /** What is counted against the build from now on. */
    Tally tally();

    /**
     * Try again; the failure counts.
     *
     * @param at not before this
     * @param promptAddition what the next attempt is told of the earlier ones
     */
    record Retry(Tally tally, Instant at, String promptAddition) implements RetryDecision {}

    /**
     * Ask a person; the failure counts, unless it was the runner that was lost.
     *
     * @param options words of {@link RetryOption}. None is a default: who does not answer has neither agreed to spend more nor
     *     given the build up
     * @param promptAddition what the next attempt is told of the earlier ones, should the person want one
     */
    record Escalate(Tally tally, String title, String question, List<String> options, String promptAddition)
            implements RetryDecision {
        public Escalate {
            options = List.copyOf(options);
        }
    }

    /** Back to the queue as if it had not been tried. */
    record RequeueUncounted(Tally tally, Instant at) implements RetryDecision {}
}
