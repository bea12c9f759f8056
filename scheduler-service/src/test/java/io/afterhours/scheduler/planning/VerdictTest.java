package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.BERLIN;
import static io.afterhours.scheduler.planning.Facts.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.SafetyCheck;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences of verdicts that the plan does not give, and how times are said. */
class VerdictTest {
    private static final String NOW = "2026-11-20T12:00";

    @Test
    void says_that_a_build_starts() {
        assertThat(sentence(new Verdict.Start())).isEqualTo("Starts now.");
        assertThat(new Verdict.Start().until()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DISPATCHED | Attempt 2 is on its way to a runner, done about today 12:40.",
                "RUNNING    | Attempt 2 is running, done about today 12:40.",
                "VERIFYING  | Attempt 2 is being verified, done about today 12:40.",
            })
    void says_what_an_attempt_does_and_when_it_should_be_done(BuildState state, String sentence) {
        var verdict = new Verdict.Running(state, 2, at("2026-11-20T12:40"));

        assertThat(sentence(verdict)).isEqualTo(sentence);
        assertThat(verdict.code()).isEqualTo(VerdictCode.RUNNING);
        assertThat(verdict.until()).contains(at("2026-11-20T12:40"));
        assertThat(sentence(new Verdict.Running(BuildState.RUNNING, 1, null))).isEqualTo("Attempt 1 is running.");
    }

    @Test
    void says_of_a_build_that_goes_along_what_holds_all_of_them_unless_they_wait_for_hours_or_slots() {
        assertThat(sentence(along(new Verdict.NoBand(at("2026-11-20T22:00")))))
                .isEqualTo(
                        "Goes together with B-7 as one attempt (saves about 12 min, $0.40); next start today 22:00.");
        assertThat(sentence(along(new Verdict.Start())))
                .isEqualTo("Goes together with B-7 as one attempt (saves about 12 min, $0.40).");
        assertThat(sentence(along(new Verdict.NoRunner())))
                .startsWith("Goes together with B-7 as one attempt (saves about 12 min, $0.40). Waits: no runner takes")
                .endsWith(".");

        var paused = along(new Verdict.Paused(Mode.PAUSED, at("2026-11-20T18:00"), at("2026-11-20T22:00"), null));
        assertThat(sentence(paused))
                .isEqualTo("Goes together with B-7 as one attempt (saves about 12 min, $0.40)."
                        + " Waits: paused until today 18:00; next start today 22:00.");
        assertThat(paused.until()).contains(at("2026-11-20T22:00"));
        assertThat(paused.code()).isEqualTo(VerdictCode.MERGE);
    }

    private static Verdict along(Verdict alone) {
        return Verdict.Merge.of(List.of("B-7"), 12, 400_000_000L, alone);
    }

    @Test
    void says_which_question_waits_for_the_person() {
        var verdict = new Verdict.Escalated("E-3", "Three attempts failed. What now?", null);

        assertThat(sentence(verdict)).isEqualTo("Waits for your answer to E-3: Three attempts failed. What now?");
        assertThat(verdict.code()).isEqualTo(VerdictCode.ESCALATED);
        assertThat(verdict.until()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void says_what_is_taken_for_an_answer_and_when_where_the_question_has_a_default(
            Verdict.Asking open, String question, String sentence) {
        assertThat(open.question()).isEqualTo(question);
        assertThat(open.until()).isEmpty();

        var closing = open.unless(new Unanswered("reject", at("2026-11-20T18:00")));

        assertThat(sentence(closing)).isEqualTo(sentence + " Without your answer, “reject” is taken today 18:00.");
        assertThat(closing.until()).contains(at("2026-11-20T18:00"));
        assertThat(closing.code()).isEqualTo(open.code());
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                arguments(
                        new Verdict.Blocked("The key is missing", 0, null),
                        "blocker",
                        "Held by a blocker: The key is missing. Remove it to let the build start."),
                arguments(
                        new Verdict.Unsafe(new Finding(SafetyCheck.UNCLEAR, List.of("fix", "it")), 0, null),
                        "safety",
                        "Held: it does not say what to do: “fix … it”. Answer in the inbox whether that is fine."),
                arguments(
                        new Verdict.ApprovalNeeded(Category.NEW_FEATURE, Priority.HIGH, at("2026-11-20T22:00"), null),
                        "approval",
                        "Needs your approval (new feature); approved, it could start today 22:00."),
                arguments(
                        new Verdict.Escalated("E-3", "It failed 3 times", null),
                        "failure",
                        "Waits for your answer to E-3: It failed 3 times."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUEUED  | 0 | Waits for B-3 (Extract the parser), which is queued, done about today 14:35.",
                "RUNNING | 1 | Waits for B-3 (Extract the parser), which is running (and 1 more), all done about today 14:35.",
            })
    void says_when_what_a_build_waits_for_should_be_done(BuildState state, int others, String sentence) {
        var verdict = new Verdict.DependencyOpen("B-3", "Extract the parser", state, others, at("2026-11-20T14:35"));

        assertThat(sentence(verdict)).isEqualTo(sentence);
        assertThat(verdict.until()).contains(at("2026-11-20T14:35"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FINISHED  | Finished today 11:00.",
                "FAILED    | Failed today 11:00.",
                "CANCELLED | Was cancelled today 11:00.",
                "REJECTED  | Was rejected today 11:00.",
            })
    void says_how_a_build_ended(BuildState state, String sentence) {
        var verdict = new Verdict.Ended(state, at("2026-11-20T11:00"));

        assertThat(sentence(verdict)).isEqualTo(sentence);
        assertThat(verdict.code()).isEqualTo(VerdictCode.ENDED);
        assertThat(verdict.until()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T22:00    | today 22:00",
                "2026-11-20T12:00:05 | today 12:00:05",
                "2026-11-20T12:05:05 | today 12:05",
                "2026-11-20T11:59:30 | today 11:59:30",
                "2026-11-21T06:00    | tomorrow 06:00",
                "2026-11-22T06:00    | Sunday 06:00",
                "2026-11-26T06:00    | Thursday 06:00",
                "2026-11-27T06:00    | 2026-11-27 06:00",
                "2026-11-19T23:00    | yesterday 23:00",
                "2026-11-18T23:00    | 2026-11-18 23:00",
            })
    void says_times_as_a_person_does(String time, String said) {
        assertThat(new HumanTime(at(NOW), BERLIN).at(at(time))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T22:00    | 22:00",
                "2026-11-20T12:00:05 | 12:00:05",
                "2026-11-21T06:00    | 2026-11-21 06:00",
                "2026-11-19T23:00    | 2026-11-19 23:00",
            })
    void says_times_in_what_is_read_later_so_that_they_stay_true(String time, String said) {
        assertThat(new HumanTime(at(NOW), BERLIN).noted(at(time))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0S    | 0 s",
                "PT45S   | 45 s",
                "PT1M    | 1 min",
                "PT59M   | 59 min",
                "PT2H    | 2 h",
                "PT2H30M | 2 h 30 min",
                "PT30H   | 30 h",
            })
    void says_durations_as_a_person_does(Duration duration, String said) {
        assertThat(HumanTime.of(duration)).isEqualTo(said);
    }

    @Test
    void the_codes_are_those_that_programs_rely_on() {
        assertThat(Arrays.stream(VerdictCode.values()).map(VerdictCode::word).collect(Collectors.joining(" ")))
                .isEqualTo(
                        "start exempt paused dependency-failed dependency blocker unclear destructive external approval veto earliest-start retry-wait quiet"
                                + " no-band priority tags effort context window calendar budget budget-reserved provider-limit runner host-full workspace slots merge running escalated ended");
        assertThat(VerdictCode.values())
                .allSatisfy(each -> assertThat(each.meaning()).endsWith("."));
    }

    private static String sentence(Verdict verdict) {
        return verdict.text(at(NOW), BERLIN);
    }
}
