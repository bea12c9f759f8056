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
     * @param rung the one that is taken, with the scope it has after a failure of that class; its number is the tally's
     * @param words which rung that is and why others were skipped: the end of a sentence, and what follows it
     */
    record Retry(Tally tally, Instant at, String promptAddition, Rung rung, String words) implements RetryDecision {}

    /**
     * Ask a person; the failure counts, unless its class never counts.
     *
     * @param options words of {@link RetryOption}. None is a default: who does not answer has neither agreed to spend more nor
     *     given the build up
     * @param promptAddition what the next attempt is told of the earlier ones, should the person want one
     * @param words why no rung of the ladder is taken, in one or two sentences
     */
    record Escalate(
            Tally tally, String title, String question, List<String> options, String promptAddition, String words)
            implements RetryDecision {
        public Escalate {
            options = List.copyOf(options);
        }
    }

    /** Back to the queue as if it had not been tried. */
    record RequeueUncounted(Tally tally, Instant at) implements RetryDecision {}
}
