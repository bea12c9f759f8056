package io.afterhours.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterhours.scheduler.batch.SharedPart.Measured;
import io.afterhours.scheduler.estimate.Estimate;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedPartTest {
    @Test
    void three_tenths_are_taken_to_be_shared_until_a_batch_happened() {
        assertThat(SharedPart.of(List.of())).isEqualTo(SharedPart.UNKNOWN);
        assertThat(SharedPart.UNKNOWN).isEqualTo(new SharedPart(0, 0.3, 0.3));
    }

    @ParameterizedTest(name = "{0} batches of 30 + 30 + 30 that took {1} min: {2} shared")
    @CsvSource({"1, 60, 0.35", "3, 60, 0.4", "1, 90, 0.225", "1, 200, 0.225", "1, 0, 0.45", "27, 60, 0.48"})
    void each_batch_moves_it_by_what_it_saved(int batches, double took, double shared) {
        var measured = new Measured(List.of(30, 30, 30), List.of(3L, 3L, 3L), took, -1);

        var learned = SharedPart.of(Collections.nCopies(batches, measured));

        assertThat(learned.ofMinutes()).isCloseTo(shared, within(1e-9));
    }

    @Test
    void a_cost_that_is_not_known_teaches_nothing() {
        var unknown = new Measured(List.of(30, 30), List.of(100L, 100L), 30, -1);
        var known = new Measured(List.of(30, 30), List.of(100L, 100L), 30, 150);

        assertThat(SharedPart.of(List.of(unknown, unknown)).ofCost()).isEqualTo(0.3);
        assertThat(SharedPart.of(List.of(unknown, known)).ofCost()).isCloseTo(0.35, within(1e-9));
    }

    @Test
    void the_shared_part_is_paid_once_with_the_largest() {
        var together = SharedPart.UNKNOWN.together(List.of(estimate(20), estimate(60), estimate(40)));

        assertThat(together.minutesP50()).isEqualTo(120 - 18);
    }

    @Property
    void together_is_never_more_than_the_sum_nor_less_than_the_largest(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 500) Integer> minutes,
            @ForAll @DoubleRange(min = 0, max = 0.9) double share) {
        var alone = minutes.stream().map(SharedPartTest::estimate).toList();

        var together = new SharedPart(1, share, share).together(alone);

        assertThat(together.minutesP50())
                .isBetween(
                        Collections.max(minutes),
                        minutes.stream().mapToInt(Integer::intValue).sum());
        assertThat(together.minutesP90()).isGreaterThanOrEqualTo(together.minutesP50());
    }

    @Property
    void the_parts_sum_up_to_what_builds_take_together(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 500) Integer> minutes,
            @ForAll @DoubleRange(min = 0, max = 0.9) double share) {
        var shared = new SharedPart(1, share, share);
        var alone = minutes.stream().map(Integer::doubleValue).toList();

        var parts = shared.partsOfMinutes(alone);

        assertThat(Math.ceil(parts.stream().mapToDouble(Double::doubleValue).sum() - 1e-6))
                .isEqualTo(shared.together(
                                minutes.stream().map(SharedPartTest::estimate).toList())
                        .minutesP50());
        assertThat(shared.partsOfCost(alone)).isEqualTo(parts);
    }

    @Property
    void what_is_learned_stays_within_bounds(
            @ForAll @Size(max = 6) List<@DoubleRange(min = 0, max = 1_000) Double> took,
            @ForAll @LongRange(min = -1, max = 1_000_000) long cost) {
        var learned = SharedPart.of(took.stream()
                .map(each -> new Measured(List.of(30, 50), List.of(10L, 0L), each, cost))
                .toList());

        assertThat(learned.ofMinutes()).isBetween(0.0, 0.9);
        assertThat(learned.ofCost()).isBetween(0.0, 0.9);
    }

    private static Estimate estimate(int minutes) {
        return new Estimate(minutes, 2 * minutes, minutes, 2L * minutes, "test");
    }
}
