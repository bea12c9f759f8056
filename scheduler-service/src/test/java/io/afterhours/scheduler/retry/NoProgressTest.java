package io.afterhours.scheduler.retry;

import static io.afterhours.scheduler.retry.Failures.NOW;
import static io.afterhours.scheduler.retry.Failures.failure;
import static io.afterhours.scheduler.retry.Failures.rung;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.RetryDecision.Escalate;
import io.afterhours.scheduler.retry.RetryDecision.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoProgressTest {
    @Test
    void three_attempts_that_failed_alike_and_changed_nothing_ask_the_person_before_the_ladder_is_over() {
        var decision = (Escalate) afterThree(rung(3), alike(1), alike(2), alike(3));

        assertThat(decision.title())
                .isEqualTo("No progress: it failed 3 times, the last 3 alike: the acceptance check did not pass");
        assertThat(decision.words())
                .isEqualTo("The last 3 attempts failed alike and changed nothing, so a person is asked.");
        assertThat(decision.options()).contains("retry", "smaller", "drop");
        assertThat(decision.tally().failures()).isEqualTo(3);
        assertThat(decision.promptAddition()).contains("FAILED two_and_two");
    }

    @Test
    void attempts_that_differ_or_changed_something_go_on() {
        var failed = failure(FailureClass.VERIFICATION_FAILED);
        assertThat(afterThree(rung(3), alike(1), new Tried(alike(2).failure(), true), alike(3)))
                .isInstanceOf(Retry.class);
        assertThat(afterThree(rung(3), new Tried(failure(FailureClass.CRASHED), false), alike(2), alike(3)))
                .isInstanceOf(Retry.class);
        assertThat(afterThree(
                        rung(3),
                        alike(1),
                        new Tried(new Failure(failed.failureClass(), failed.text(), "FAILED one_and_one", null), false),
                        alike(3)))
                .isInstanceOf(Retry.class);
        assertThat(afterThree(
                        rung(3),
                        new Tried(new Failure(failed.failureClass(), "Another text.", failed.evidence(), null), false),
                        alike(2),
                        alike(3)))
                .isInstanceOf(Retry.class);
        assertThat(afterThree(rung(3), alike(2), alike(3))).isInstanceOf(Retry.class);
    }

    @Test
    void another_agent_or_model_is_tried_though_three_attempts_failed_alike() {
        assertThat(afterThree(by("codex", null), alike(1), alike(2), alike(3))).isInstanceOf(Retry.class);
        assertThat(afterThree(by(null, "opus"), alike(1), alike(2), alike(3))).isInstanceOf(Retry.class);
    }

    @Test
    void attempts_from_before_a_person_had_it_tried_anew_do_not_count() {
        var ladder = new Ladder(List.of(rung(1), rung(2), rung(3)), Map.of());
        assertThat(RetryRules.afterFailure(
                        Tally.NOTHING, null, alike(3).failure(), ladder, NOW, List.of(alike(1), alike(2), alike(3))))
                .isInstanceOf(Retry.class);
    }

    /** After the third failure, where the third rung is as given. */
    private static RetryDecision afterThree(Rung third, Tried... tried) {
        var ladder = new Ladder(List.of(rung(1), rung(2), third), Map.of());
        var stood = new Tally(2, 0, 2, FailureClass.VERIFICATION_FAILED);
        return RetryRules.afterFailure(stood, null, alike(3).failure(), ladder, NOW, List.of(tried));
    }

    private static Tried alike(int attempt) {
        var failure = failure(FailureClass.VERIFICATION_FAILED);
        var output = "FAILED two_and_two after " + attempt + "7 ms\nat 0x7f3" + attempt;
        return new Tried(new Failure(failure.failureClass(), failure.text(), output, null), false);
    }

    private static Rung by(@Nullable String agent, @Nullable String model) {
        return new Rung(Duration.ZERO, Addition.ALL, Scope.SAME, agent, model, Told.NOBODY);
    }
}
