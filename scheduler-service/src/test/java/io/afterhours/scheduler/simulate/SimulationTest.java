package io.afterhours.scheduler.simulate;

import static io.afterhours.scheduler.simulate.Works.NIGHT;
import static io.afterhours.scheduler.simulate.Works.SAVER;
import static io.afterhours.scheduler.simulate.Works.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.VerdictCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void a_medium_build_starts_when_the_night_begins_and_a_high_one_in_the_morning() {
        var works = new Works()
                .add(Priority.MEDIUM, Duration.ofHours(3))
                .add(Priority.HIGH, Duration.ofHours(1))
                .list();

        var trace = Simulation.run(from("2026-11-23T06:30"), NIGHT, works);

        assertThat(trace.attempts())
                .extracting(Trace.Attempt::build, Trace.Attempt::start)
                .containsExactly(tuple("S-2", at("2026-11-23T06:30")), tuple("S-1", at("2026-11-23T22:00")));
    }

    @Test
    void what_depends_on_another_build_starts_when_that_one_is_done() {
        var works = new Works().add(Priority.HIGH, Duration.ofHours(1)).after(0).list();

        var trace = Simulation.run(Works.without_luck(1), NIGHT, works);

        assertThat(trace.attempts().get(1).start())
                .isEqualTo(trace.attempts().get(0).end());
    }

    @Test
    void consent_comes_only_while_the_person_is_available() {
        var works = new Works()
                .add(Priority.HIGH, Duration.ofHours(1), Category.NEW_FEATURE, null, List.of())
                .list();

        var trace = Simulation.run(Works.without_luck(2), NIGHT, works);

        var start = Stream.concat(
                        trace.attempts().stream().map(Trace.Attempt::start),
                        trace.fates().stream().flatMap(each -> Stream.ofNullable(each.ended())))
                .findFirst()
                .orElseThrow();
        assertThat(start).isAfter(at("2026-11-23T18:30"));
    }

    @Test
    void what_cannot_start_is_explained() {
        var works = new Works().add(Priority.MEDIUM, Duration.ofHours(7)).list();

        var trace = Simulation.run(Works.setup(2), NIGHT, works);

        assertThat(trace.attempts()).isEmpty();
        assertThat(trace.fates()).extracting(Trace.Fate::verdict).doesNotContainNull();
    }

    @Test
    void a_budget_that_is_spent_lets_nothing_start_before_it_renews() {
        var works = new Works()
                .add(Priority.URGENT, Duration.ofHours(1))
                .add(Priority.URGENT, Duration.ofHours(1))
                .list();
        var forOne = new Limit(Limit.Period.DAY, works.get(1).estimate().costP90(), true);
        var setup = from("2026-11-23T08:00", forOne);

        var trace = Simulation.run(setup, NIGHT, works);

        assertThat(trace.attempts())
                .extracting(Trace.Attempt::start)
                .containsExactly(at("2026-11-23T08:00"), at("2026-11-24T00:00"));
    }

    @Test
    void the_same_seed_is_the_same_month_and_another_seed_is_another_one() {
        var works = Works.some(200);

        var once = Review.of("night", Works.setup(30), Simulation.run(Works.setup(30), NIGHT, works));
        var again = Review.of("night", Works.setup(30), Simulation.run(Works.setup(30), NIGHT, works));
        var other = Review.of("night", Works.setup(30, 2), Simulation.run(Works.setup(30, 2), NIGHT, works));

        assertThat(again).isEqualTo(once).hasToString(once.toString());
        assertThat(other).isNotEqualTo(once);
    }

    @Test
    void two_policies_have_the_same_luck() {
        var works = Works.some(200);

        var night = Simulation.run(Works.setup(30), NIGHT, works);
        var saver = Simulation.run(Works.setup(30), SAVER, works);

        var seen = new HashMap<String, Trace.Attempt>();
        night.attempts().stream().filter(each -> each.number() == 1).forEach(each -> seen.put(each.build(), each));
        var compared = saver.attempts().stream()
                .filter(each -> each.number() == 1 && seen.containsKey(each.build()))
                .toList();
        assertThat(compared).hasSizeGreaterThan(100).allSatisfy(each -> {
            var same = Objects.requireNonNull(seen.get(each.build()));
            assertThat(Duration.between(each.start(), each.end()))
                    .isEqualTo(Duration.between(same.start(), same.end()));
            assertThat(each.failure()).isEqualTo(same.failure());
            assertThat(each.nanos()).isEqualTo(same.nanos());
        });
    }

    @Test
    void the_planner_would_start_the_same_had_it_been_shown_all_that_is_ready() {
        for (var policy : List.of(NIGHT, SAVER)) {
            var little = new Limit(Limit.Period.DAY, 20_000_000_000L, true);
            Simulation.run(Works.setup(10, little), policy, Works.some(120), (all, now) -> {
                var expected = PlanningRules.decide(all.get(), now).starts().stream()
                        .map(Candidate::id)
                        .toList();
                return starts -> assertThat(starts).as("at " + now).containsExactlyElementsOf(expected);
            });
        }
    }

    @Test
    void builds_that_wait_and_are_alike_go_together_where_the_policy_accepts_batches() {
        var works = Works.alike(8);

        var apart = Simulation.run(Works.without_luck(1), NIGHT, works).attempts();
        var together = Simulation.run(Works.without_luck(1), Works.batching(NIGHT), works)
                .attempts();

        assertThat(together.subList(0, 3)).isEqualTo(apart.subList(0, 3));
        assertThat(apart).allMatch(each -> each.members() == 1);
        var batch = together.subList(3, 8);
        assertThat(batch).allMatch(each -> each.members() == 5).allMatch(each -> each.live() == 3);
        for (int i = 1; i < 5; i++) {
            assertThat(batch.get(i).start()).isEqualTo(batch.get(i - 1).end());
        }
        var alone = apart.subList(3, 8).stream().map(SimulationTest::seconds).toList();
        long largest = Collections.max(alone);
        long sum = alone.stream().mapToLong(Long::longValue).sum();
        assertThat(batch.stream().mapToLong(SimulationTest::seconds).sum())
                .isCloseTo(Math.round(sum - 0.3 * (sum - largest)), within(5L));
        assertThat(batch.stream().mapToLong(Trace.Attempt::nanos).sum())
                .isLessThan(apart.subList(3, 8).stream()
                        .mapToLong(Trace.Attempt::nanos)
                        .sum());
    }

    @Test
    void builds_of_an_agent_that_takes_no_prompt_do_not_go_together() {
        var scripted = Works.alike(8).stream()
                .map(each -> each.asking(new Work.Asked("shell", null, "default", 100)))
                .toList();

        assertThat(Simulation.run(Works.without_luck(1), Works.batching(NIGHT), scripted)
                        .attempts())
                .hasSize(8)
                .allMatch(each -> each.members() == 1);
    }

    @Test
    void all_of_a_run_that_ended_early_go_back_by_themselves_and_nothing_is_counted() {
        var setup = Works.failing(10, Map.of(FailureClass.AGENT_GAVE_UP, 30.0));

        var trace = Simulation.run(setup, Works.batching(NIGHT), Works.alike(60));

        var batched =
                trace.attempts().stream().filter(each -> each.members() > 1).toList();
        assertThat(batched).anyMatch(each -> each.failure() != null);
        assertThat(trace.attempts())
                .filteredOn(each -> each.number() > 1)
                .isNotEmpty()
                .allMatch(each -> each.members() == 1);
        assertThat(trace.attempts())
                .filteredOn(each -> each.place() > 0)
                .allSatisfy(each -> assertThat(batched)
                        .anyMatch(other -> other.end().equals(each.start())
                                && other.place() == each.place() - 1
                                && other.failure() == each.failure()));
        assertThat(trace.fates()).allMatch(each -> each.verdict() != null);
    }

    @Test
    void one_that_does_not_pass_its_own_acceptance_holds_no_other_of_its_batch_up() {
        var setup = Works.failing(10, Map.of(FailureClass.VERIFICATION_FAILED, 30.0));

        var trace = Simulation.run(setup, Works.batching(NIGHT), Works.alike(60));

        var batched =
                trace.attempts().stream().filter(each -> each.members() > 1).toList();
        assertThat(batched).anyMatch(each -> each.failure() != null);
        assertThat(batched)
                .hasSize(batched.stream()
                        .filter(each -> each.place() == 0)
                        .mapToInt(Trace.Attempt::members)
                        .sum());
        assertThat(trace.fates()).extracting(Trace.Fate::state).contains(BuildState.FINISHED);
    }

    private static long seconds(Trace.Attempt attempt) {
        return Duration.between(attempt.start(), attempt.end()).toSeconds();
    }

    @Test
    void every_build_ends_or_is_explained() {
        var trace = Simulation.run(Works.setup(30), NIGHT, Works.some(300));

        assertThat(trace.fates()).hasSize(300).allSatisfy(each -> {
            assertThat(each.verdict()).isNotNull();
            assertThat(each.state().isFinal()).isEqualTo(each.verdict() == VerdictCode.ENDED);
            assertThat(each.ended() != null).isEqualTo(each.state().isFinal());
        });
        assertThat(trace.fates()).extracting(Trace.Fate::state).contains(BuildState.FINISHED);
    }

    private static Setup from(String local, Limit... limits) {
        var setup = Works.setup(3, limits);
        Instant from = at(local);
        return new Setup(
                from,
                3,
                1,
                NIGHT,
                8,
                List.of(limits),
                setup.ladder(),
                setup.wallClock(),
                Works.without_luck(1).model());
    }
}
