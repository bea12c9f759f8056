package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.FRIDAY_NOON;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a build waits for before the hour counts: other builds, blockers, consent, and its own times. */
class PrerequisitePlanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUEUED     | is queued",
                "DISPATCHED | is on its way to a runner",
                "RUNNING    | is running",
                "VERIFYING  | is being verified",
                "RETRYING   | waits for its next attempt",
                "ESCALATED  | waits for your answer",
            })
    void waits_for_a_dependency_that_is_not_over(BuildState state, String stands) {
        var facts = Facts.of(build("B-1").after("B-7", state));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.DEPENDENCY);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits for B-7 (Build B-7), which " + stands + ".");
    }

    @Test
    void of_several_dependencies_the_one_that_is_at_work_is_named() {
        var facts = Facts.of(build("B-1")
                .after("B-2", BuildState.FINISHED)
                .after("B-3", BuildState.QUEUED)
                .after("B-4", BuildState.RUNNING));

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits for B-4 (Build B-4), which is running (and 1 more).");
    }

    @Test
    void a_build_goes_on_about_when_the_last_of_those_it_waits_for_should_be_done() {
        var facts = Facts.of(build("B-1")
                .after("B-3", BuildState.QUEUED, at("2026-11-20T23:10"))
                .after("B-4", BuildState.RUNNING, at("2026-11-20T12:40")));

        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-20T23:10"));
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits for B-4 (Build B-4), which is running (and 1 more), all done about today 23:10.");
    }

    @Test
    void nobody_says_when_it_goes_on_where_of_one_of_them_nobody_knows_or_its_time_is_over() {
        var unknown = build("B-1")
                .after("B-3", BuildState.ESCALATED)
                .after("B-4", BuildState.RUNNING, at("2026-11-20T12:40"));
        var overdue = build("B-1").after("B-4", BuildState.RUNNING, at(FRIDAY_NOON));

        assertThat(Facts.of(unknown).verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(Facts.of(overdue).verdict(FRIDAY_NOON).until()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FAILED, failed", "CANCELLED, was cancelled", "REJECTED, was rejected"})
    void a_dependency_that_did_not_finish_blocks_until_the_person_acts(BuildState state, String ended) {
        var facts = Facts.of(build("B-1").after("B-7", state));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.DEPENDENCY_FAILED);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Held: B-7 (Build B-7), which it depends on, " + ended
                        + ". Retry that one or cancel this one.");
    }

    @ParameterizedTest
    @EnumSource(
            value = BuildState.class,
            names = {"FAILED", "CANCELLED", "REJECTED", "FINISHED"})
    void an_edge_may_say_that_the_build_goes_on_when_the_other_one_failed(BuildState state) {
        var facts = Facts.of(build("B-1").after("B-7", state, OnFailure.CONTINUE));

        assertThat(facts.decide(FRIDAY_NOON).starts()).hasSize(1);
    }

    @Test
    void a_blocker_holds_until_the_person_removes_it() {
        var facts = Facts.of(build("B-1").blocker("No API key yet.").blocker("No design"));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.BLOCKER);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Held by a blocker: No API key yet (and 1 more). Remove it to let the build start.");
    }

    @Test
    void asks_for_approval_and_says_when_it_could_then_start() {
        var facts = Facts.of(build("B-1").category(Category.NEW_FEATURE).approval(Approval.NEEDED));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.APPROVAL);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Needs your approval (new feature); approved, it could start at once.");
    }

    @Test
    void asks_for_approval_of_low_priority() {
        var facts = Facts.of(build("B-1").priority(Priority.LOW).approval(Approval.NEEDED));

        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Needs your approval (low priority); approved, it could start today 18:00.");
    }

    @Test
    void waits_for_the_start_that_was_asked_for_and_then_for_a_band() {
        var facts = Facts.of(build("B-1")
                .priority(Priority.MEDIUM)
                .effort(Duration.ofHours(5))
                .earliestStart(at("2026-11-23T09:00")));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.EARLIEST_START);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: not before Monday 09:00, as asked; next start Monday 22:00.");
        assertThat(facts.decide("2026-11-23T22:00").starts()).hasSize(1);
    }

    @Test
    void waits_for_its_next_attempt() {
        var soon = Facts.of(build("B-1").retryAt(at("2026-11-20T12:00:05")));
        var later = Facts.of(build("B-1").priority(Priority.MEDIUM).retryAt(at("2026-11-20T12:10")));

        assertThat(soon.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.RETRY_WAIT);
        assertThat(soon.sentence(FRIDAY_NOON)).isEqualTo("Waits: goes again today 12:00:05.");
        assertThat(soon.decide("2026-11-20T12:00:05").starts()).hasSize(1);
        assertThat(later.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: goes again after today 12:10; next start today 18:00.");
    }
}
