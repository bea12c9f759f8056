package io.afterhours.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTest {
    @ParameterizedTest(name = "impact {0}, {1}, {2}, {3}: {4}")
    @CsvSource({
        "5, PT1H, medium, other, 1500",
        "5, PT1H, high, other, 5000",
        "5, PT1H, low, other, 500",
        "5, PT1H, urgent, other, 50000000",
        "10, PT1H, medium, other, 3000",
        "5, PT2H, medium, other, 750",
        "5, PT1H, medium, revenue, 3000",
        "5, PT1H, medium, content, 750",
        "5, PT5M, medium, other, 6000",
        "5, PT15M, medium, other, 6000",
        "5, PT48H, medium, other, 31",
        "5, PT200H, medium, other, 31",
        "1, PT48H, low, content, 1",
        "10, PT15M, urgent, revenue, 800000000",
    })
    void is_impact_by_effort_weighted(int impact, Duration effort, String priority, String tag, long score) {
        assertThat(Score.of(impact, effort, Priority.of(priority), Set.of(tag))).isEqualTo(score);
    }

    @Test
    void revenue_outweighs_content() {
        assertThat(Score.of(5, Duration.ofHours(1), Priority.MEDIUM, Set.of("revenue", "content")))
                .isEqualTo(3_000);
    }

    @Property
    void no_build_that_is_not_urgent_comes_before_one_that_is(
            @ForAll @IntRange(min = 1, max = 10) int one,
            @ForAll @IntRange(min = 1, max = 10) int other,
            @ForAll @IntRange(min = 1, max = 43_200) int minutes,
            @ForAll @IntRange(min = 1, max = 43_200) int otherMinutes) {
        var urgent = Score.of(one, Duration.ofMinutes(minutes), Priority.URGENT, Set.of("content"));
        var high = Score.of(other, Duration.ofMinutes(otherMinutes), Priority.HIGH, Set.of("revenue"));

        assertThat(urgent).isGreaterThan(high);
    }

    @Property
    void is_at_least_one_and_never_falls_with_impact(
            @ForAll @IntRange(min = 1, max = 9) int impact,
            @ForAll @IntRange(min = 1, max = 43_200) int minutes,
            @ForAll Priority priority) {
        var effort = Duration.ofMinutes(minutes);
        var score = Score.of(impact, effort, priority, Set.of());

        assertThat(score).isPositive();
        assertThat(Score.of(impact + 1, effort, priority, Set.of())).isGreaterThan(score);
    }
}
