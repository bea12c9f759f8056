package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.BERLIN;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.planning.DeadlineRules.Missed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a deadline is kept, and what is said where it is not; it is Friday noon. */
class DeadlineRulesTest {
    private static final String NOW = "2026-11-20T12:00";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T18:00 | 2026-11-20T22:40 |                  | It would end about today 22:40, after its deadline today 18:00.",
                "2026-11-20T18:00 | 2026-11-20T22:40 | 2026-11-20T12:30 | It would end about today 22:40, after its deadline today 18:00.",
                "2026-11-20T18:00 |                  | 2026-11-20T22:30 | It would end no sooner than today 22:30, after its deadline today 18:00.",
                "2026-11-20T11:00 |                  |                  | Its deadline was today 11:00.",
                "2026-11-20T12:00 |                  |                  | Its deadline was today 12:00.",
            })
    void says_when_a_build_would_end_where_that_is_after_its_deadline(
            String deadline, @Nullable String expected, @Nullable String soonest, String sentence) {
        assertThat(missed(deadline, expected, soonest).map(each -> each.text(at(NOW), BERLIN)))
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T18:00 | 2026-11-20T18:00 |",
                "2026-11-20T18:00 | 2026-11-20T17:00 | 2026-11-20T22:30",
                "2026-11-20T18:00 |                  | 2026-11-20T18:00",
                "2026-11-20T18:00 |                  |",
            })
    void says_nothing_where_the_deadline_should_be_kept_or_nobody_can_say(
            String deadline, @Nullable String expected, @Nullable String soonest) {
        assertThat(missed(deadline, expected, soonest)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void a_build_ends_no_sooner_than_it_may_start_and_takes(Verdict verdict, String soonest) {
        assertThat(DeadlineRules.soonestEnd(verdict, Duration.ofMinutes(30), at(NOW)))
                .isEqualTo(at(soonest));
    }

    static Stream<Arguments> verdicts() {
        var silence = new Unanswered("reject", at("2026-11-20T20:00"));
        return Stream.of(
                arguments(new Verdict.Start(), "2026-11-20T12:30"),
                arguments(new Verdict.NoBand(at("2026-11-20T22:00")), "2026-11-20T22:30"),
                arguments(new Verdict.NoBand(null), "2026-11-20T12:30"),
                arguments(new Verdict.NoRunner(), "2026-11-20T12:30"),
                arguments(new Verdict.Blocked("The key is missing", 0, silence), "2026-11-20T12:30"),
                arguments(
                        new Verdict.ApprovalNeeded(
                                Category.NEW_FEATURE, Priority.HIGH, at("2026-11-20T18:00"), silence),
                        "2026-11-20T18:30"),
                arguments(
                        new Verdict.ApprovalNeeded(Category.NEW_FEATURE, Priority.HIGH, null, null),
                        "2026-11-20T12:30"),
                arguments(new Verdict.Merge(List.of("B-2"), 1, 1, null, at("2026-11-20T11:00")), "2026-11-20T12:30"),
                arguments(
                        Verdict.Merge.of(List.of("B-2"), 1, 1, new Verdict.Blocked("The key is missing", 0, silence)),
                        "2026-11-20T12:30"));
    }

    @Test
    void a_build_that_is_next_says_that_it_would_be_late() {
        var facts = Facts.of(build("B-1").priority(Priority.MEDIUM).due(at("2026-11-20T18:10")));

        assertThat(PlanningRules.expectedStarts(facts.facts(), at(NOW), 1))
                .first()
                .extracting(each -> each.missed(at(NOW)).orElseThrow())
                .isEqualTo(new Missed(at("2026-11-20T18:10"), at("2026-11-20T18:30"), false));
    }

    @Test
    void a_deadline_changes_neither_the_order_nor_what_starts() {
        var first = build("B-1");
        var pressing = build("B-2").due(at("2026-11-20T12:05"));

        assertThat(Facts.of(first, pressing).decide(NOW).starts())
                .extracting(Candidate::id)
                .containsExactly("B-1");
    }

    private static Optional<Missed> missed(String deadline, @Nullable String expected, @Nullable String soonest) {
        return DeadlineRules.missed(at(deadline), orNull(expected), orNull(soonest), at(NOW));
    }

    private static @Nullable Instant orNull(@Nullable String local) {
        return local == null ? null : at(local);
    }
}
