package io.afterhours.scheduler.nightplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.nightplan.NightPlan.Left;
import io.afterhours.scheduler.nightplan.NightPlan.Planned;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Budget;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Company;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.planning.Verdict.ApprovalNeeded;
import io.afterhours.scheduler.planning.VerdictCode;
import io.afterhours.scheduler.policy.BundledPolicies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class NightPlanRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Monday. */
    private static final Instant BEGINS = at("2026-11-23T22:55");

    private static final Instant MIDNIGHT = at("2026-11-24T00:00");
    private static final Instant ENDS = at("2026-11-24T06:00");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static Candidate build(String id, int minutes, Prerequisite... after) {
        return build(id, minutes, Approval.NOT_NEEDED, after);
    }

    private static Candidate unapproved(String id) {
        return build(id, 60, Approval.NEEDED);
    }

    private static Candidate build(String id, int minutes, Approval approval, Prerequisite... after) {
        return new Candidate(
                id,
                "Build " + id,
                Priority.MEDIUM,
                Category.BUG_FIX,
                "other",
                approval,
                Duration.ofHours(1),
                Duration.ofMinutes(minutes),
                Duration.ofMinutes(minutes * 3L / 2),
                1_000_000_000,
                Set.of(),
                List.of(after),
                List.of(),
                null,
                null,
                null);
    }

    private static List<Candidate> together(Candidate... builds) {
        var company = new Company(Arrays.stream(builds).map(Candidate::id).toList(), 36, 360_000_000);
        return Company.folded(Arrays.asList(builds), List.of(company));
    }

    private static NightPlan plan(List<Budget> budgets, Candidate... builds) {
        return plan(BEGINS, budgets, builds);
    }

    private static NightPlan plan(Instant now, List<Budget> budgets, Candidate... builds) {
        var facts = PlanningFacts.running(BundledPolicies.night(BERLIN), 8)
                .within(List.of(), budgets)
                .with(List.of(), Arrays.asList(builds));
        return NightPlanRules.plan(facts, now, BEGINS, ENDS);
    }

    @Test
    void three_slots_are_three_lanes_and_the_next_build_follows_the_first_that_ends() {
        var plan = plan(List.of(), build("B-1", 60), build("B-2", 90), build("B-3", 120), build("B-4", 30));

        assertThat(plan.builds())
                .extracting(each -> each.build().id(), Planned::lane, Planned::start)
                .containsExactly(
                        tuple("B-1", 0, BEGINS),
                        tuple("B-2", 1, BEGINS),
                        tuple("B-3", 2, BEGINS),
                        tuple("B-4", 0, at("2026-11-23T23:55")));
        assertThat(plan.left()).isEmpty();
        assertThat(plan.work()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void each_build_has_a_likely_end_and_a_latest_one() {
        var planned = plan(List.of(), build("B-1", 60)).builds().getFirst();

        assertThat(planned.likelyEnd()).isEqualTo(at("2026-11-23T23:55"));
        assertThat(planned.latestEnd()).isEqualTo(at("2026-11-24T00:25"));
    }

    @Test
    void what_would_not_be_over_when_the_night_ends_does_not_fit() {
        var plan = plan(List.of(), build("B-1", 300));

        assertThat(plan.builds()).isEmpty();
        assertThat(plan.left())
                .extracting(each -> each.build().id(), each -> each.verdict().code())
                .containsExactly(tuple("B-1", VerdictCode.WINDOW));
    }

    @Test
    void what_waits_for_a_person_could_start_as_soon_as_they_answer() {
        var plan = plan(List.of(), unapproved("B-1"), build("B-2", 60));

        assertThat(plan.left()).singleElement().satisfies(left -> {
            assertThat(left.at()).isEqualTo(BEGINS);
            assertThat(left.verdict())
                    .asInstanceOf(InstanceOfAssertFactories.type(ApprovalNeeded.class))
                    .returns(BEGINS, ApprovalNeeded::couldStart);
        });
    }

    @Test
    void what_depends_on_a_build_starts_when_that_one_should_be_done() {
        var first = new Prerequisite("B-1", "Build B-1", BuildState.QUEUED, OnFailure.BLOCK);

        var plan = plan(List.of(), build("B-1", 60), build("B-2", 60, first));

        assertThat(plan.builds()).extracting(Planned::start).containsExactly(BEGINS, at("2026-11-23T23:55"));
    }

    @Test
    void the_set_fits_the_budget_at_its_p90() {
        var twoDollars = new Budget("month", 0, 2_000_000_000L, true, at("2026-12-01T00:00"));

        var plan = plan(List.of(twoDollars), build("B-1", 30), build("B-2", 30), build("B-3", 30));

        assertThat(plan.mayCost()).isEqualTo(2_000_000_000L);
        assertThat(plan.left()).extracting(each -> each.build().id()).containsExactly("B-3");
    }

    @Test
    void when_a_budget_renews_nothing_is_reserved_for_what_ended_before() {
        var plan = plan(
                List.of(today(0)),
                build("B-1", 30),
                build("B-2", 30),
                build("B-3", 30),
                build("B-4", 30),
                build("B-5", 30));

        assertThat(plan.builds())
                .extracting(each -> each.build().id(), Planned::start)
                .containsExactly(
                        tuple("B-1", BEGINS), tuple("B-2", BEGINS), tuple("B-3", MIDNIGHT), tuple("B-4", MIDNIGHT));
        assertThat(plan.left()).extracting(each -> each.build().id()).containsExactly("B-5");
    }

    @Test
    void what_runs_when_a_budget_renews_stays_reserved() {
        var plan = plan(List.of(today(0)), build("B-1", 30), build("B-2", 90), build("B-3", 30), build("B-4", 30));

        assertThat(plan.builds())
                .extracting(each -> each.build().id(), Planned::start)
                .containsExactly(tuple("B-1", BEGINS), tuple("B-2", BEGINS), tuple("B-3", MIDNIGHT));
    }

    @Test
    void what_is_reserved_when_the_plan_is_made_stays_so_while_one_of_its_attempts_runs() {
        var reserved = today(2_000_000_000L);

        assertThat(startsBeside(reserved, "2026-11-23T23:30")).containsExactly(MIDNIGHT);
        assertThat(startsBeside(reserved, "2026-11-24T00:30")).isEmpty();
    }

    /** Two dollars a day. */
    private static Budget today(long reserved) {
        return new Budget("day", 0, reserved, 2_000_000_000L, true, MIDNIGHT);
    }

    private static List<Instant> startsBeside(Budget budget, String liveUntil) {
        var facts = PlanningFacts.running(BundledPolicies.night(BERLIN), 8)
                .within(List.of(), List.of(budget))
                .with(List.of(new LiveAttempt("B-0", "Build B-0", null, at(liveUntil))), List.of(build("B-1", 30)));
        return NightPlanRules.plan(facts, BEGINS, BEGINS, ENDS).builds().stream()
                .map(Planned::start)
                .toList();
    }

    @Test
    void after_a_meeting_builds_start_again() {
        var facts = PlanningFacts.running(BundledPolicies.night(BERLIN), 8)
                .within(List.of(new Meeting(at("2026-11-24T00:30"), at("2026-11-24T01:15"), null)), List.of())
                .with(List.of(), List.of(build("B-1", 60), build("B-2", 90)));

        var plan = NightPlanRules.plan(facts, BEGINS, BEGINS, ENDS);

        assertThat(plan.builds())
                .extracting(each -> each.build().id(), Planned::start)
                .containsExactly(tuple("B-1", BEGINS), tuple("B-2", at("2026-11-24T01:15")));
        assertThat(plan.left()).isEmpty();
    }

    @Test
    void a_batch_is_one_bar_and_is_counted_once() {
        var batch = together(build("B-1", 114), build("B-2", 114), build("B-3", 114));

        var plan = plan(List.of(), batch.getFirst(), build("B-4", 60), build("B-5", 60));

        assertThat(batch).hasSize(1);
        assertThat(plan.builds())
                .extracting(
                        each -> each.build().id(),
                        Planned::lane,
                        each -> each.ids().toList())
                .containsExactly(
                        tuple("B-1", 0, List.of("B-1", "B-2", "B-3")),
                        tuple("B-4", 1, List.of("B-4")),
                        tuple("B-5", 2, List.of("B-5")));
        assertThat(plan.count()).isEqualTo(5);
        assertThat(plan.work()).isEqualTo(Duration.ofMinutes(234));
        assertThat(plan.mayCost()).isEqualTo(3_000_000_000L);
    }

    @Test
    void of_a_batch_that_does_not_fit_one_build_says_why_and_the_others_go_along() {
        var plan =
                plan(List.of(), together(build("B-1", 300), build("B-2", 300)).toArray(Candidate[]::new));

        assertThat(plan.left())
                .extracting(each -> each.build().id(), each -> each.verdict().code())
                .containsExactly(tuple("B-1", VerdictCode.WINDOW), tuple("B-2", VerdictCode.MERGE));
    }

    @Test
    void what_depends_on_a_build_that_goes_along_starts_when_its_batch_should_be_done() {
        var along = new Prerequisite("B-2", "Build B-2", BuildState.QUEUED, OnFailure.BLOCK);

        var plan = plan(List.of(), together(build("B-1", 60), build("B-2", 60)).getFirst(), build("B-3", 60, along));

        assertThat(plan.builds()).extracting(Planned::start).containsExactly(BEGINS, at("2026-11-23T23:55"));
    }

    @Test
    void seen_in_the_afternoon_what_starts_before_the_night_is_not_of_it() {
        var plan = plan(at("2026-11-23T21:50"), List.of(), build("B-1", 60), build("B-2", 180));

        assertThat(plan.builds()).extracting(each -> each.build().id()).doesNotContain("B-1");
        assertThat(plan.left()).extracting(Left::build).isEmpty();
    }

    @Test
    void a_night_that_goes_on_begins_now_and_one_that_is_to_come_at_its_hour() {
        var begins = LocalTime.of(22, 55);
        var ends = LocalTime.of(6, 0);

        assertThat(Night.seen(at("2026-11-23T15:00"), BERLIN, begins, ends)).isEqualTo(new Night(BEGINS, ENDS));
        assertThat(Night.seen(at("2026-11-24T02:00"), BERLIN, begins, ends))
                .isEqualTo(new Night(at("2026-11-24T02:00"), ENDS));
        assertThat(Night.seen(at("2026-11-24T06:00"), BERLIN, begins, ends).from())
                .isEqualTo(at("2026-11-24T22:55"));
    }
}
