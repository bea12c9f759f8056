package io.afterhours.scheduler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemainingTest {
    private static final Estimate HALF_AN_HOUR = new Estimate(30, 45, 0, 0, "test");

    @Test
    void at_the_start_all_of_the_estimate_is_left() {
        assertThat(Remaining.of(HALF_AN_HOUR, Duration.ZERO, null))
                .isEqualTo(new Remaining(Duration.ofMinutes(30), Duration.ofMinutes(45)));
    }

    @ParameterizedTest(name = "after {0} without a word, {1} to {2} min are left")
    @CsvSource({"10, 20, 35", "20, 11, 25", "30, 6, 21", "45, 6, 25", "60, 8, 32", "600, 81, 317"})
    void the_longer_it_runs_over_the_later_it_should_end(int elapsed, int p50, int p90) {
        var left = Remaining.of(HALF_AN_HOUR, Duration.ofMinutes(elapsed), null);

        assertThat(left.p50().toMinutes()).isEqualTo(p50);
        assertThat(left.p90().toMinutes()).isEqualTo(p90);
    }

    @ParameterizedTest(name = "{1} % after {0} min: {2} to {3} min are left")
    @CsvSource({
        "10,   0, 20, 35",
        "10,   4, 20, 35",
        "10,  25, 22, 33",
        "10,  50, 14, 20",
        "10,  75,  6, 8",
        "10, 100,  0, 1",
        "40,  50,  9, 20",
    })
    void the_further_it_says_it_is_the_more_its_own_pace_counts(int elapsed, int percent, int p50, int p90) {
        var ran = Duration.ofMinutes(elapsed);

        var left = Remaining.of(HALF_AN_HOUR, ran, new Progress(percent, ran));

        assertThat(left.p50().toMinutes()).isEqualTo(p50);
        assertThat(left.p90().toMinutes()).isEqualTo(p90);
    }

    @Test
    void silence_after_the_last_word_pushes_the_end_out() {
        var said = new Progress(50, Duration.ofMinutes(10));

        var soon = Remaining.of(HALF_AN_HOUR, Duration.ofMinutes(10), said);
        var late = Remaining.of(HALF_AN_HOUR, Duration.ofMinutes(40), said);

        assertThat(late.p50().plusMinutes(40)).isGreaterThan(soon.p50().plusMinutes(10));
    }

    @Property
    void something_is_always_left_and_nine_of_ten_never_end_before_half_do(
            @ForAll @IntRange(min = 0, max = 5_000) int minutesP50,
            @ForAll @IntRange(min = 0, max = 5_000) int more,
            @ForAll @IntRange(min = 0, max = 1_000_000_000) int elapsed,
            @ForAll @DoubleRange(min = 0, max = 100) double percent,
            @ForAll @DoubleRange(min = 0, max = 1) double saidAt) {
        var expected = new Estimate(minutesP50, minutesP50 + more, 0, 0, "test");
        var progress = new Progress(percent, Duration.ofSeconds((long) (saidAt * elapsed)));

        var left = Remaining.of(expected, Duration.ofSeconds(elapsed), progress);

        assertThat(left.p50()).isPositive();
        assertThat(left.p90()).isGreaterThanOrEqualTo(left.p50());
    }

    @Property
    void the_expected_end_never_comes_nearer_while_nothing_is_heard(
            @ForAll @IntRange(min = 1, max = 500) int minutesP50,
            @ForAll @IntRange(min = 0, max = 500) int more,
            @ForAll @IntRange(min = 0, max = 100_000) int elapsed,
            @ForAll @IntRange(min = 0, max = 100_000) int later) {
        var expected = new Estimate(minutesP50, minutesP50 + more, 0, 0, "test");

        var end =
                Remaining.of(expected, Duration.ofSeconds(elapsed), null).p50().plusSeconds(elapsed);
        var laterEnd = Remaining.of(expected, Duration.ofSeconds(elapsed + later), null)
                .p50()
                .plusSeconds(elapsed + later);

        // Both are rounded up to whole seconds.
        assertThat(laterEnd).isGreaterThanOrEqualTo(end.minusSeconds(1));
    }
}
