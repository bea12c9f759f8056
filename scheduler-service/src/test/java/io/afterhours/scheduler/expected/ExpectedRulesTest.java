package io.afterhours.scheduler.expected;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.contracts.scheduler.QueueExpected.Ending;
import io.afterhours.scheduler.estimate.Estimate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpectedRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:10:00Z");
    private static final long CENT = 10_000_000L;

    @Test
    void builds_that_end_in_one_hour_are_one_sum_and_its_range_grows_with_the_root_of_their_number() {
        var expected = ExpectedRules.expect(
                List.of(
                        due("2026-11-21T20:40:00Z", 100, 130),
                        due("2026-11-21T20:59:59Z", 200, 240),
                        due("2026-11-21T21:00:00Z", 50, 90)),
                0,
                NOW);

        // 30 and 40 cents above half: together the root of 900 + 1600, which is 50.
        assertThat(expected)
                .isEqualTo(new QueueExpected(
                        List.of(
                                new Ending(Instant.parse("2026-11-21T20:00:00Z"), 2, 300 * CENT, 350 * CENT),
                                new Ending(Instant.parse("2026-11-21T21:00:00Z"), 1, 50 * CENT, 90 * CENT)),
                        0,
                        0,
                        0,
                        NOW));
    }

    @Test
    void what_has_no_time_is_counted_apart() {
        var expected = ExpectedRules.expect(
                List.of(new Due(null, 10 * CENT, 20 * CENT), new Due(null, 5 * CENT, 6 * CENT)), 140, NOW);

        assertThat(expected).isEqualTo(new QueueExpected(List.of(), 2, 15 * CENT, 140, NOW));
    }

    @Test
    void what_is_spent_of_an_attempt_is_not_expected_again_and_never_less_than_nothing() {
        var due = Due.of(new Estimate(30, 60, 100, 180, "table"), NOW);

        assertThat(due.less(40)).isEqualTo(new Due(NOW, 60, 140));
        assertThat(due.less(120)).isEqualTo(new Due(NOW, 0, 60));
        assertThat(due.less(500)).isEqualTo(new Due(NOW, 0, 0));
    }

    @Test
    void the_same_said_later_is_nothing_else() {
        var one = ExpectedRules.expect(List.of(due("2026-11-21T20:40:00Z", 100, 130)), 0, NOW);
        var later = ExpectedRules.expect(List.of(due("2026-11-21T20:55:00Z", 100, 130)), 0, NOW.plusSeconds(60));
        var dearer = ExpectedRules.expect(List.of(due("2026-11-21T20:40:00Z", 101, 130)), 0, NOW);

        assertThat(ExpectedRules.differ(one, later)).isFalse();
        assertThat(ExpectedRules.differ(one, dearer)).isTrue();
    }

    @Test
    void names_no_more_hours_than_an_event_holds() {
        var many = IntStream.range(0, 500)
                .mapToObj(hour -> new Due(NOW.plusSeconds(3600L * hour), CENT, CENT))
                .toList();

        assertThat(ExpectedRules.expect(many, 0, NOW).endings()).hasSize(QueueExpected.MOST_HOURS);
    }

    private static Due due(String end, long p50, long p90) {
        return new Due(Instant.parse(end), p50 * CENT, p90 * CENT);
    }
}
