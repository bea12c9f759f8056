package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ExpectedStartsTest {
    private static final String FRIDAY_NOON = "2026-11-20T12:00";

    @Test
    void builds_follow_one_another_in_the_only_slot() {
        assertStarts(Facts.of(build("B-1"), build("B-2"), build("B-3")))
                .containsExactly(
                        starts("B-1", FRIDAY_NOON),
                        starts("B-2", "2026-11-20T12:30"),
                        starts("B-3", "2026-11-20T13:00"));
    }

    @Test
    void a_slot_is_free_when_the_live_attempt_should_be_done() {
        assertStarts(Facts.of(build("B-1")).live("B-0", null, at("2026-11-20T13:20")))
                .containsExactly(starts("B-1", "2026-11-20T13:20"));
    }

    @Test
    void an_attempt_that_is_overdue_is_taken_to_end_in_a_moment() {
        assertStarts(Facts.of(build("B-1")).live("B-0", null, at("2026-11-20T11:00")))
                .containsExactly(starts("B-1", "2026-11-20T12:05"));
        assertStarts(Facts.of(build("B-1")).live("B-0", null, null)).containsExactly(starts("B-1", "2026-11-20T12:05"));
    }

    @Test
    void a_build_starts_when_the_one_it_depends_on_should_be_done() {
        assertStarts(Facts.of(
                        build("B-2").after("B-1", BuildState.QUEUED),
                        build("B-1").expected(Duration.ofMinutes(50))))
                .containsExactly(starts("B-1", FRIDAY_NOON), starts("B-2", "2026-11-20T12:50"));
    }

    @Test
    void a_medium_build_starts_with_the_night_and_those_that_wait_for_a_person_never() {
        assertStarts(Facts.of(
                        build("B-1").approval(Approval.NEEDED),
                        build("B-2").priority(Priority.MEDIUM).effort(Duration.ofHours(5)),
                        build("B-3").retryAt(at("2026-11-20T12:10"))))
                .containsExactly(
                        starts("B-3", "2026-11-20T12:10"), starts("B-2", "2026-11-20T22:00"), new Tuple("B-1", null));
    }

    @Test
    void nobody_knows_a_start_while_paused() {
        assertStarts(Facts.of(build("B-1")).mode(Mode.PAUSED)).containsExactly(new Tuple("B-1", null));
    }

    @Test
    void builds_start_when_the_pause_ends() {
        assertStarts(Facts.of(build("B-1")).pausedUntil("2026-11-20T14:00"))
                .containsExactly(starts("B-1", "2026-11-20T14:00"));
    }

    @Test
    void a_spent_budget_is_waited_out() {
        var spent = new Budget("day", 20, 20, true, at("2026-11-21T00:00"));

        assertStarts(Facts.of(build("B-1")).budget(spent)).containsExactly(starts("B-1", "2026-11-21T00:00"));
    }

    @Test
    void a_meeting_is_waited_out() {
        assertStarts(Facts.of(build("B-1")).meeting("2026-11-20T12:10", "2026-11-20T13:00", null))
                .containsExactly(starts("B-1", "2026-11-20T13:00"));
    }

    @Test
    void builds_that_go_together_take_one_slot_and_start_as_one() {
        var facts = together(Facts.of(build("B-1"), build("B-4"), build("B-3"), build("B-2")), "B-1", "B-2", "B-3");

        var expected = PlanningRules.expectedStarts(facts, at(FRIDAY_NOON), 100);

        assertThat(expected)
                .extracting(each -> each.candidate().id(), ExpectedStart::at, ExpectedStart::verdict)
                .containsExactly(
                        tuple("B-1", at(FRIDAY_NOON), new Verdict.Start()),
                        tuple("B-2", at(FRIDAY_NOON), new Verdict.Merge(List.of("B-1", "B-3"), 18, 360, null, null)),
                        tuple("B-3", at(FRIDAY_NOON), new Verdict.Merge(List.of("B-1", "B-2"), 18, 360, null, null)),
                        tuple("B-4", at("2026-11-20T12:30"), expected.getLast().verdict()));
        assertThat(PlanningRules.startTimes(facts, at(FRIDAY_NOON)))
                .containsEntry("B-3", at(FRIDAY_NOON))
                .containsEntry("B-4", at("2026-11-20T12:30"));
    }

    @Test
    void builds_that_go_together_start_when_the_first_of_them_would() {
        var second = build("B-2").asked(new NightWish(Instant.MAX, 1));

        var facts = together(Facts.of(build("B-3"), second, build("B-1")), "B-1", "B-2");

        assertThat(PlanningRules.expectedStarts(facts, at(FRIDAY_NOON), 100))
                .extracting(each -> each.candidate().id())
                .containsExactly("B-1", "B-2", "B-3");
    }

    @Test
    void what_depends_on_one_of_them_starts_when_all_should_be_done() {
        var facts = together(
                Facts.of(build("B-1"), build("B-2"), build("B-3").after("B-2", BuildState.QUEUED)), "B-1", "B-2");

        assertThat(PlanningRules.startTimes(facts, at(FRIDAY_NOON))).containsEntry("B-3", at("2026-11-20T12:30"));
    }

    @Test
    void one_whose_company_is_out_of_sight_leads() {
        var facts = together(Facts.of(build("B-2")), "B-1", "B-2").candidates();

        assertThat(facts).singleElement().satisfies(alone -> {
            assertThat(alone.id()).isEqualTo("B-2");
            assertThat(alone.along().builds()).isEmpty();
        });
    }

    private static PlanningFacts together(Facts facts, String... ids) {
        var gathered = facts.facts();
        return gathered.with(
                gathered.live(), Company.folded(gathered.candidates(), List.of(new Company(List.of(ids), 18, 360))));
    }

    @Test
    void when_each_starts_is_the_same_without_what_is_said_of_it() {
        var facts = Facts.of(build("B-1"), build("B-2").approval(Approval.NEEDED), build("B-3"))
                .facts();

        assertThat(PlanningRules.startTimes(facts, at(FRIDAY_NOON)))
                .isEqualTo(Map.of("B-1", at(FRIDAY_NOON), "B-3", at("2026-11-20T12:30")));
    }

    @Test
    void gives_as_many_as_are_asked_for_with_what_is_said_of_them_now() {
        var facts = Facts.of(build("B-1"), build("B-2")).facts();

        assertThat(PlanningRules.expectedStarts(facts, at(FRIDAY_NOON), 1))
                .containsExactly(
                        new ExpectedStart(facts.candidates().getFirst(), at(FRIDAY_NOON), new Verdict.Start()));
    }

    @Test
    void each_of_three_hundred_builds_gets_its_time() {
        var many = IntStream.range(0, 300)
                .mapToObj(i -> build("B-" + i).priority(Priority.MEDIUM).workspace("/w-" + i % 40))
                .toArray(Facts.CandidateBuilder[]::new);

        var expected = PlanningRules.expectedStarts(Facts.of(many).facts(), at(FRIDAY_NOON), 300);

        assertThat(expected).allSatisfy(each -> assertThat(each.at()).isNotNull());
    }

    private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertStarts(Facts facts) {
        return assertThat(PlanningRules.expectedStarts(facts.facts(), at(FRIDAY_NOON), 100))
                .extracting(each -> each.candidate().id(), ExpectedStart::at);
    }

    private static Tuple starts(String build, String local) {
        Instant at = at(local);
        return new Tuple(build, at);
    }
}
