package io.afterhours.scheduler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.scheduler.planning.VerdictCode;
import io.afterhours.scheduler.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds in every simulation. */
class SimulationPropertiesTest {
    private static final int DAYS = 5;

    record Case(long seed, int builds, boolean saver, long budgetCents) {
        Policy policy() {
            return saver ? Works.SAVER : Works.NIGHT;
        }

        Limit limit() {
            return new Limit(Limit.Period.DAY, budgetCents * 10_000_000, true);
        }

        Setup setup() {
            return Works.setup(DAYS, seed, limit());
        }

        List<Work> works() {
            return Works.some(builds);
        }

        Trace trace() {
            return Simulation.run(setup(), policy(), works());
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(100, 5000))
                .as(Case::new);
    }

    /** What runs on into an hour with fewer slots is let finish; at its start it had a slot. */
    @Property(tries = 40)
    void never_more_live_attempts_than_slots_when_one_starts(@ForAll("cases") Case given) {
        var attempts = given.trace().attempts();
        for (var each : attempts) {
            var band = given.policy().bandAt(each.start()).orElseThrow();
            var live = attempts.stream()
                    .filter(other ->
                            !other.start().isAfter(each.start()) && other.end().isAfter(each.start()))
                    .count();
            assertThat(each.live())
                    .isLessThanOrEqualTo(Math.min(band.slots(), given.setup().runnerSlots()));
            assertThat(live)
                    .isLessThanOrEqualTo(Math.min(band.slots(), given.setup().runnerSlots()));
        }
    }

    @Property(tries = 40)
    void never_two_attempts_at_once_in_a_workspace_or_at_a_build(@ForAll("cases") Case given) {
        var works = new HashMap<String, Work>();
        given.works().forEach(each -> works.put(each.id(), each));
        var until = new HashMap<String, Instant>();
        for (var each : given.trace().attempts()) {
            var keys = new ArrayList<>(List.of(each.build()));
            var workspace = Objects.requireNonNull(works.get(each.build())).workspace();
            if (workspace != null) {
                keys.add(workspace);
            }
            for (var key : keys) {
                assertThat(until.getOrDefault(key, Instant.MIN)).isBeforeOrEqualTo(each.start());
                until.put(key, each.end());
            }
        }
    }

    /** A p90 is set aside for each start, so that a day is over its limit only by what attempts cost beyond their p90. */
    @Property(tries = 40)
    void never_over_a_hard_budget_by_more_than_what_attempts_cost_beyond_their_p90(@ForAll("cases") Case given) {
        var works = new HashMap<String, Work>();
        given.works().forEach(each -> works.put(each.id(), each));
        var trace = given.trace();
        var beyond = trace.attempts().stream()
                .mapToLong(each -> Math.max(
                        0,
                        each.nanos()
                                - Objects.requireNonNull(works.get(each.build()))
                                        .estimate()
                                        .costP90()))
                .sum();
        assertThat(trace.periods())
                .allSatisfy(each -> assertThat(each.spent())
                        .isLessThanOrEqualTo(given.limit().nanos() + beyond));
    }

    @Property(tries = 40)
    void every_build_ends_or_is_explained(@ForAll("cases") Case given) {
        assertThat(given.trace().fates()).hasSize(given.builds()).allSatisfy(each -> {
            assertThat(each.verdict()).isNotNull();
            assertThat(each.state().isFinal()).isEqualTo(each.verdict() == VerdictCode.ENDED);
        });
    }

    @Property(tries = 40)
    void a_batch_takes_one_slot_and_one_workspace_and_its_builds_end_or_are_explained(@ForAll("cases") Case given) {
        var policy = Works.batching(given.policy());
        var trace = Simulation.run(given.setup(), policy, Works.alike(given.builds()));

        assertThat(trace.attempts())
                .filteredOn(each -> each.place() == 0)
                .allSatisfy(each -> assertThat(each.live())
                        .isLessThanOrEqualTo(Math.min(
                                policy.bandAt(each.start()).orElseThrow().slots(),
                                given.setup().runnerSlots())));
        assertThat(trace.fates()).hasSize(given.builds()).allSatisfy(each -> {
            assertThat(each.verdict()).isNotNull();
            assertThat(each.state().isFinal()).isEqualTo(each.verdict() == VerdictCode.ENDED);
        });
        assertThat(Simulation.run(given.setup(), policy, Works.alike(given.builds())))
                .isEqualTo(trace);
    }

    @Property(tries = 20)
    void the_same_seed_is_the_same_trace(@ForAll("cases") Case given) {
        assertThat(given.trace().attempts()).isEqualTo(given.trace().attempts());
    }
}
