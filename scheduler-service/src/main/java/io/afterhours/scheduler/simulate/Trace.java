package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.planning.VerdictCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that happened in a simulation.
 *
 * @param attempts in the order of their starts
 * @param fates of every build, in the order of the list
 * @param questions that the person was asked
 */
record Trace(List<Attempt> attempts, List<Fate> fates, List<Question> questions, List<Purse.Period> periods) {
    Trace {
        attempts = List.copyOf(attempts);
        fates = List.copyOf(fates);
        questions = List.copyOf(questions);
        periods = List.copyOf(periods);
    }

    /**
     * An attempt.
     *
     * @param end when it ended or would have; it may lie after the last day
     * @param slots how many there were when it started
     * @param live how many were live once it was; those of a batch are one
     * @param place in the run of its batch, from zero; a build by itself is the first of its own
     * @param members how many builds began in that run
     */
    record Attempt(
            String build,
            int number,
            Instant start,
            Instant end,
            long nanos,
            int slots,
            int live,
            int place,
            int members,
            @Nullable FailureClass failure) {}

    /**
     * How a build stood at the end.
     *
     * @param verdict why it waits, where it waits
     */
    record Fate(
            Work work,
            BuildState state,
            @Nullable Instant firstStart,
            @Nullable Instant ended,
            @Nullable VerdictCode verdict) {}

    /**
     * A question.
     *
     * @param took of the person's time, the work they took over with it; nothing while it is unanswered
     */
    record Question(String build, Sort sort, Duration took) {
        enum Sort {
            APPROVAL,
            BLOCKER,
            SAFETY,
            FAILURE
        }
    }
}
