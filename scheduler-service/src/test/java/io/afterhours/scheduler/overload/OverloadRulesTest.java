package io.afterhours.scheduler.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T21:40:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest(name = "over for {0} s, stopped {1} s ago: {2}")
    @CsvSource({
        ", , false",
        "0, , false",
        "119, , false",
        "120, , true",
        "900, , true",
        "900, 119, false",
        "900, 120, true",
        "119, 900, false",
        ", 900, false",
    })
    void stops_one_when_it_was_over_for_two_minutes_and_the_last_stop_had_as_long_to_show(
            @Nullable Long over, @Nullable Long relieved, boolean stops) {
        var pressure = new Pressure(ago(over), ago(relieved));

        assertThat(OverloadRules.stop(pressure, List.of(occupant("a", Priority.LOW, 1, 10)), PATIENCE, NOW)
                        .isPresent())
                .isEqualTo(stops);
    }

    @Test
    void stops_nothing_where_nothing_runs() {
        assertThat(OverloadRules.stop(pressing(), List.of(), PATIENCE, NOW)).isEmpty();
    }

    @Test
    void the_lowest_priority_ends_first_whatever_its_score() {
        assertThat(stopped(
                        occupant("urgent", Priority.URGENT, 1, 10),
                        occupant("high", Priority.HIGH, 1, 10),
                        occupant("medium", Priority.MEDIUM, 1, 10),
                        occupant("low", Priority.LOW, 99_999, 9_000)))
                .isEqualTo("low");
    }

    @Test
    void of_one_priority_the_smallest_score_ends_first() {
        assertThat(stopped(occupant("more", Priority.HIGH, 900, 10), occupant("less", Priority.HIGH, 800, 9_000)))
                .isEqualTo("less");
    }

    @Test
    void of_those_alike_the_youngest_ends_first() {
        assertThat(stopped(occupant("old", Priority.HIGH, 900, 3_600), occupant("young", Priority.HIGH, 900, 60)))
                .isEqualTo("young");
    }

    @Property
    void nothing_that_ends_is_worth_more_than_something_that_goes_on(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int many) {
        var occupants = drawn(seed, many);

        var ended = OverloadRules.stop(pressing(), occupants, PATIENCE, NOW).orElseThrow();

        assertThat(occupants).contains(ended).allSatisfy(each -> {
            assertThat(each.priority()).isLessThanOrEqualTo(ended.priority());
            if (each.priority() == ended.priority()) {
                assertThat(each.score()).isGreaterThanOrEqualTo(ended.score());
            }
        });
    }

    @Property
    void nothing_ends_while_the_host_is_not_over_for_long_enough(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 119) int seconds) {
        var occupants = drawn(seed, 5);

        assertThat(OverloadRules.stop(new Pressure(ago((long) seconds), null), occupants, PATIENCE, NOW))
                .isEmpty();
        assertThat(OverloadRules.stop(new Pressure(null, null), occupants, PATIENCE, NOW))
                .isEmpty();
        assertThat(OverloadRules.stop(new Pressure(ago(9_000L), ago((long) seconds)), occupants, PATIENCE, NOW))
                .isEmpty();
    }

    private static List<Occupant> drawn(long seed, int many) {
        var random = new Random(seed);
        var priorities = List.of(Priority.values());
        return IntStream.range(0, many)
                .mapToObj(i -> occupant(
                        "s-" + i,
                        priorities.get(random.nextInt(priorities.size())),
                        random.nextInt(5),
                        random.nextInt(4)))
                .toList();
    }

    private static String stopped(Occupant... occupants) {
        return OverloadRules.stop(pressing(), List.of(occupants), PATIENCE, NOW)
                .orElseThrow()
                .session();
    }

    private static Pressure pressing() {
        return new Pressure(NOW.minus(PATIENCE), null);
    }

    private static Occupant occupant(String session, Priority priority, long score, long age) {
        return new Occupant(session, priority, score, NOW.minusSeconds(age));
    }

    private static @Nullable Instant ago(@Nullable Long seconds) {
        return seconds == null ? null : NOW.minusSeconds(seconds);
    }
}
