package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.FRIDAY_NIGHT;
import static io.afterhours.scheduler.planning.Facts.FRIDAY_NOON;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static io.afterhours.scheduler.planning.Facts.spent;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.policy.Context;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanningRulesTest {
    @Test
    void starts_a_build_that_nothing_holds() {
        var plan = Facts.of(build("B-1")).decide(FRIDAY_NOON);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1");
        assertThat(plan.holds()).isEmpty();
        assertThat(plan.verdictOn("B-1")).contains(new Verdict.Start());
        assertThat(plan.verdictOn("B-2")).isEmpty();
        assertThat(plan.nextLook()).isNull();
    }

    @Test
    void starts_in_the_order_given_until_the_slots_are_taken() {
        var plan = Facts.of(build("B-1"), build("B-2"), build("B-3"), build("B-4"))
                .live("B-0", null, null)
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1", "B-2");
        assertThat(plan.holds()).extracting(each -> each.candidate().id()).containsExactly("B-3", "B-4");
    }

    @Test
    void a_candidate_that_is_held_holds_none_behind_it() {
        var plan =
                Facts.of(build("B-1").approval(Approval.NEEDED), build("B-2")).decide(FRIDAY_NOON);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-2");
    }

    @Test
    void a_build_that_was_taken_out_of_the_night_waits_for_its_end() {
        var facts = Facts.of(build("B-1").asked(new NightWish(at("2026-11-21T06:00"), null)), build("B-2"));

        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.VETO);
        assertThat(facts.verdict(FRIDAY_NIGHT).until()).contains(at("2026-11-21T06:00"));
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: you took it out of the night's plan; it may start from tomorrow 06:00.");
        assertThat(facts.decide(FRIDAY_NIGHT).starts())
                .extracting(Candidate::id)
                .containsExactly("B-2");
        assertThat(facts.decide(FRIDAY_NIGHT).nextLook()).isEqualTo(at("2026-11-21T00:00"));
        assertThat(facts.decide("2026-11-21T06:00").starts()).hasSize(1);
    }

    @Test
    void a_build_that_was_taken_out_and_may_not_start_when_the_night_ends_says_both_times() {
        var facts = Facts.of(build("B-1")
                .priority(Priority.MEDIUM)
                .effort(Duration.ofHours(4))
                .asked(new NightWish(at("2026-11-21T06:00"), null)));

        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo(
                        "Waits: you took it out of the night's plan until tomorrow 06:00; next start tomorrow 10:00.");
    }

    @Test
    void what_a_person_put_first_goes_before_all_but_urgent_builds_in_the_order_given() {
        var night = at("2026-11-21T06:00");
        var plan = Facts.of(
                        build("B-1"),
                        build("B-2"),
                        build("B-3").asked(new NightWish(night, 2)),
                        build("B-4").asked(new NightWish(night, 1)),
                        build("B-5").priority(Priority.URGENT))
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-5", "B-4", "B-3");
    }

    @Test
    void a_wish_of_a_night_that_is_over_asks_nothing() {
        var over = at("2026-11-20T06:00");
        var taken = build("B-1").build().asked(new NightWish(over, null), at(FRIDAY_NIGHT));
        var placed = build("B-1").build().asked(new NightWish(over, 1), at(FRIDAY_NIGHT));

        assertThat(taken.outUntil()).isNull();
        assertThat(placed.place()).isNull();
    }

    @Test
    void two_live_attempts_never_share_a_workspace() {
        var facts = Facts.of(build("B-1").workspace("/atlas"), build("B-2").workspace("/atlas"))
                .live("B-0", "/atlas", at("2026-11-20T23:40"));

        assertThat(facts.decide(FRIDAY_NIGHT).starts()).isEmpty();
        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.WORKSPACE);
        assertThat(facts.verdict(FRIDAY_NIGHT).until()).contains(at("2026-11-20T23:40"));
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: B-0 (Build B-0) works in /atlas, done about today 23:40.");
    }

    @Test
    void a_start_takes_its_workspace_for_those_behind_it() {
        var plan = Facts.of(build("B-1").workspace("/atlas"), build("B-2").workspace("/atlas"), build("B-3"))
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1", "B-3");
    }

    @Test
    void waits_for_a_slot_and_says_who_holds_them() {
        var facts = Facts.of(build("B-1"))
                .live("B-7", null, at("2026-11-20T23:50"))
                .live("B-8", null, null)
                .live("B-9", null, at("2026-11-20T23:30"));

        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.SLOTS);
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: all 3 slots are taken by B-7, B-8, B-9; next one free about today 23:30.");
    }

    @Test
    void more_may_run_than_there_are_slots_after_the_band_changed() {
        var facts = Facts.of(build("B-1"))
                .live("B-7", null, null)
                .live("B-8", null, null)
                .live("B-9", null, null)
                .live("B-10", null, null)
                .live("B-11", null, null);

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits: the only slot is taken by B-7, B-8, B-9 and 2 more.");
    }

    @Test
    void says_so_when_no_runner_is_there() {
        var facts = Facts.of(build("B-1")).runnerSlots(0);

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.RUNNER);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo(
                        "Waits: no runner takes builds, and nobody can say when one will; see `afterhours runners` and the"
                                + " inbox, or start one with `afterhours up`.");
    }

    @Test
    void never_starts_more_than_the_runners_can_take() {
        var plan = Facts.of(build("B-1"), build("B-2"), build("B-3"))
                .runnerSlots(2)
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).hasSize(2);
        assertThat(plan.verdictOn("B-3").orElseThrow())
                .isEqualTo(new Verdict.NoSlot(2, List.of("B-1", "B-2"), at("2026-11-20T23:30"), Context.SLEEPING));
    }

    @Test
    void what_needs_the_person_is_said_before_what_the_clock_will_settle() {
        var everythingIsWrong = build("B-1")
                .priority(Priority.LOW)
                .approval(Approval.NEEDED)
                .blocker("No key")
                .after("B-2", BuildState.FAILED)
                .after("B-3", BuildState.RUNNING)
                .earliestStart(at("2026-11-21T00:00"))
                .retryAt(at("2026-11-21T00:00"));

        assertThat(Facts.of(everythingIsWrong).verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.DEPENDENCY_FAILED);
        assertThat(Facts.of(everythingIsWrong)
                        .mode(Mode.PAUSED)
                        .verdict(FRIDAY_NOON)
                        .code())
                .isEqualTo(VerdictCode.PAUSED);
    }

    @Test
    void looks_again_when_time_alone_could_change_the_plan() {
        var medium = Facts.of(build("B-1").priority(Priority.MEDIUM));
        var retry = Facts.of(build("B-1").retryAt(at("2026-11-20T12:05")));
        var budget = Facts.of(build("B-1")).budget(spent("day", "2026-11-20T13:00"));
        var midnight = Facts.of(build("B-1").approval(Approval.NEEDED));
        var meeting = Facts.of(build("B-1")).meeting("2026-11-20T12:10", "2026-11-20T13:30", null);

        assertThat(medium.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T17:00"));
        assertThat(retry.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T12:05"));
        assertThat(budget.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T13:00"));
        assertThat(midnight.decide(FRIDAY_NIGHT).nextLook()).isEqualTo(at("2026-11-21T00:00"));
        assertThat(meeting.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T13:30"));
    }
}
