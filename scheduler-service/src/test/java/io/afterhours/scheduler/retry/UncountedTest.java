package io.afterhours.scheduler.retry;

import static io.afterhours.scheduler.retry.Failures.NOW;
import static io.afterhours.scheduler.retry.Failures.STANDARD;
import static io.afterhours.scheduler.retry.Failures.failed;
import static io.afterhours.scheduler.retry.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.RetryDecision.Escalate;
import io.afterhours.scheduler.retry.RetryDecision.RequeueUncounted;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows an attempt whose end is nobody's fault. */
class UncountedTest {
    @Test
    void a_stop_never_counts_and_goes_back_to_the_queue() {
        assertThat(RetryRules.afterFailure(failed(2), null, failure(FailureClass.CANCELLED), STANDARD, NOW))
                .isEqualTo(new RequeueUncounted(failed(2), NOW));
    }

    @ParameterizedTest(name = "after {0} failures and {1} losses, {2}: {3}")
    @CsvSource({
        // failures, losses in a row before it, what happened, what follows, losses after it
        "0, 0, LOST, RequeueUncounted, 1",
        "0, 3, LOST, RequeueUncounted, 4",
        "2, 3, LOST, RequeueUncounted, 4",
        "0, 4, LOST, Escalate, 5",
        "2, 4, LOST, Escalate, 5",
        "0, 4, CANCELLED, RequeueUncounted, 0",
        "0, 4, RATE_LIMITED, RequeueUncounted, 0",
        "0, 4, CRASHED, Retry, 0",
        "2, 4, CRASHED, Escalate, 0",
        "0, 4, AUTH, Escalate, 0",
    })
    void lost_runners_count_for_nothing_until_they_are_five_in_a_row(
            int failures, int losses, FailureClass failureClass, String follows, int lossesThen) {
        var decision = RetryRules.afterFailure(
                new Tally(failures, losses, failures, null), null, failure(failureClass), STANDARD, NOW);

        assertThat(decision.getClass().getSimpleName()).isEqualTo(follows);
        assertThat(decision.tally().losses()).isEqualTo(lossesThen);
        if (failureClass == FailureClass.LOST) {
            assertThat(decision.tally().failures()).isEqualTo(failures);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, Its runner was lost", "2, 1, Its runner was lost 2 times in a row"})
    void how_many_runners_may_be_lost_is_data(int most, int before, String title) {
        var decision = (Escalate) RetryRules.afterFailure(
                new Tally(0, before), "Earlier.\n", failure(FailureClass.LOST), losing(most), NOW);

        assertThat(decision.title()).isEqualTo(title);
        assertThat(decision.options()).containsExactly("retry", "smaller", "other-agent", "take-over", "drop");
        assertThat(decision.promptAddition()).startsWith("Earlier.\n").contains("failed: the runner was lost");
    }

    @Test
    void an_attempt_that_nobody_took_changes_no_count() {
        assertThat(RetryRules.afterNobodyTookIt(new Tally(1, 4), NOW))
                .isEqualTo(new RequeueUncounted(new Tally(1, 4), NOW));
    }

    @Test
    void a_rate_limit_never_counts_and_is_waited_out() {
        var reset = NOW.plus(Duration.ofHours(3));
        var known = new Failure(FailureClass.RATE_LIMITED, "Limit reached.", null, reset);
        var past = new Failure(FailureClass.RATE_LIMITED, "Limit reached.", null, NOW.minusSeconds(1));

        assertThat(RetryRules.afterFailure(failed(2), null, known, STANDARD, NOW))
                .isEqualTo(new RequeueUncounted(failed(2), reset));
        assertThat(RetryRules.afterFailure(failed(2), null, past, STANDARD, NOW))
                .isEqualTo(new RequeueUncounted(failed(2), NOW.plus(Duration.ofMinutes(15))));
        assertThat(RetryRules.afterFailure(failed(2), null, failure(FailureClass.RATE_LIMITED), STANDARD, NOW))
                .isEqualTo(new RequeueUncounted(failed(2), NOW.plus(Duration.ofMinutes(15))));
    }

    @Test
    void any_class_may_come_back_uncounted_so_often_in_a_row() {
        var ladder = with(FailureClass.NETWORK, Consequence.uncounted(Duration.ofMinutes(3), 2));

        var back = RetryRules.afterFailure(failed(1), "Earlier.\n", failure(FailureClass.NETWORK), ladder, NOW);
        var end = (Escalate)
                RetryRules.afterFailure(back.tally(), "Earlier.\n", failure(FailureClass.NETWORK), ladder, NOW);

        assertThat(back)
                .isEqualTo(new RequeueUncounted(
                        new Tally(1, 1, 1, FailureClass.CRASHED), NOW.plus(Duration.ofMinutes(3))));
        assertThat(end.title()).isEqualTo("It came back 2 times in a row, at last: the network failed");
        assertThat(end.words()).isEqualTo("That is too often in a row to be chance, so a person is asked.");
        assertThat(end.tally().failures()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LOST, Its runner was lost, 1",
        "CANCELLED, It came back: it was stopped, 0",
        "RATE_LIMITED, It came back: the provider's limit was reached, 0"
    })
    void what_never_counts_may_still_go_straight_to_the_person(FailureClass failureClass, String title, int losses) {
        var decision = (Escalate) RetryRules.afterFailure(
                failed(1), null, failure(failureClass), with(failureClass, Consequence.PERSON), NOW);

        assertThat(decision.title()).isEqualTo(title);
        assertThat(decision.words()).startsWith("A person is asked at once, as the ladder says when ");
        assertThat(decision.tally()).isEqualTo(new Tally(1, losses, 1, FailureClass.CRASHED));
    }

    @ParameterizedTest
    @CsvSource({"NETWORK, 0, PT5M", "NETWORK, 1, PT10M", "NETWORK, 2, PT0S", "CRASHED, 0, PT0S", "AUTH, 0, PT0S"})
    void a_build_that_failed_in_a_batch_costs_nothing_and_waits_for_the_network_alone(
            FailureClass failureClass, int rung, Duration wait) {
        var counted = new Tally(rung, 1, rung, null);

        assertThat(RetryRules.afterSplit(counted, failureClass, STANDARD, NOW))
                .isEqualTo(new RequeueUncounted(counted, NOW.plus(wait)));
    }

    @Test
    void a_ladder_that_never_counts_the_network_has_a_batch_wait_as_long_as_that_says() {
        var ladder = new Ladder(
                STANDARD.rungs(), Map.of(FailureClass.NETWORK, Consequence.uncounted(Duration.ofMinutes(3), 9)));

        assertThat(RetryRules.afterSplit(Tally.NOTHING, FailureClass.NETWORK, ladder, NOW))
                .isEqualTo(new RequeueUncounted(Tally.NOTHING, NOW.plus(Duration.ofMinutes(3))));
    }

    private static Ladder losing(int most) {
        return with(FailureClass.LOST, Consequence.uncounted(Duration.ZERO, most));
    }

    private static Ladder with(FailureClass failureClass, Consequence then) {
        return new Ladder(STANDARD.rungs(), Map.of(failureClass, then));
    }
}
