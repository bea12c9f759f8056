package io.afterhours.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.QuietLevel;
import io.afterhours.scheduler.policy.Stretch;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.policy.Zones;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every plan, whatever the facts. */
class PlanPropertiesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void never_more_live_attempts_than_slots_and_never_two_on_one_workspace(@ForAll("situations") Situation situation) {
        var plan = situation.plan();
        if (plan.starts().isEmpty()) {
            return;
        }
        var slots = Math.min(
                situation.facts().runnerSlots(),
                Objects.requireNonNull(situation.stretch().band()).slots());
        var workspaces = Stream.concat(
                        situation.facts().live().stream().map(LiveAttempt::workspace),
                        plan.starts().stream().map(Candidate::workspace))
                .filter(Objects::nonNull)
                .toList();

        assertThat(situation.facts().live().size() + plan.starts().size()).isLessThanOrEqualTo(slots);
        plan.starts().stream()
                .map(Candidate::workspace)
                .filter(Objects::nonNull)
                .forEach(workspace -> assertThat(workspaces).containsOnlyOnce(workspace));
    }

    /** Who looks ahead asks only what starts: that is the same as when the rest is asked why it does not. */
    @Property
    void what_starts_does_not_depend_on_what_else_is_asked(@ForAll("situations") Situation situation) {
        assertThat(Planning.brief(situation.facts(), situation.now()).starting())
                .isEqualTo(situation.plan().starts());
    }

    @Property
    void never_over_a_hard_budget_but_for_what_is_exempt_from_it(@ForAll("situations") Situation situation) {
        var starts = situation.plan().starts();
        for (var budget : situation.facts().budgets()) {
            var bound = starts.stream().filter(budget::binds).toList();
            if (budget.hard() && !bound.isEmpty()) {
                // What is exempt may start after the last that is not.
                var until = starts.indexOf(bound.getLast()) + 1;
                var cost = starts.subList(0, until).stream()
                        .mapToLong(Candidate::mayCost)
                        .sum();
                assertThat(budget.lacksRoom(cost, situation.now())).isFalse();
            }
        }
    }

    @Property
    void what_starts_over_a_budget_is_exempt_from_it_and_says_so(@ForAll("situations") Situation situation) {
        var plan = situation.plan();
        var budgets = situation.facts().budgets();
        for (var start : plan.starts()) {
            var over = budgets.stream()
                    .filter(each -> each.refuses(start.mayCost(), situation.now()))
                    .toList();
            assertThat(over).allMatch(each -> each.exemption(start).isPresent());
            if (!over.isEmpty()) {
                assertThat(plan.verdictOn(start.id()).orElseThrow().code()).isEqualTo(VerdictCode.EXEMPT);
            }
        }
        assertThat(plan.starts())
                .extracting(Candidate::id)
                .containsAll(plan.exempt().keySet());
    }

    @Property
    void never_by_an_agent_whose_provider_limits_it(@ForAll("situations") Situation situation) {
        var limited = situation.facts().limits().stream()
                .filter(each -> each.until().isAfter(situation.now()))
                .map(ProviderLimit::agent)
                .toList();

        assertThat(situation.plan().starts()).noneMatch(each -> limited.contains(each.agent()));
    }

    @Property
    void every_build_that_starts_lies_in_an_open_lane_and_every_open_lane_has_builds_that_start_alone(
            @ForAll("situations") Situation situation) {
        var facts = situation.facts();
        var lanes = facts.candidates().stream()
                .filter(each -> each.approval() != Approval.NEEDED)
                .map(PlanPropertiesTest::laneOf)
                .toList();
        var open = PlanningRules.openLanes(facts, lanes, situation.now()).lanes().stream()
                .map(each -> "B-" + each.lane().id())
                .toList();

        assertThat(open)
                .containsAll(
                        situation.plan().starts().stream().map(Candidate::id).toList());
        for (var each : facts.candidates()) {
            var isReady = each.dependsOn().isEmpty()
                    && each.blockers().isEmpty()
                    && each.approval() != Approval.NEEDED
                    && each.earliestStart() == null
                    && each.retryAt() == null;
            if (isReady) {
                var alone = PlanningRules.decide(facts.with(facts.live(), List.of(each)), situation.now());
                assertThat(alone.starts().isEmpty()).isEqualTo(!open.contains(each.id()));
            }
        }
    }

    @Property
    void every_candidate_starts_or_is_explained_once(@ForAll("situations") Situation situation) {
        var plan = situation.plan();
        var ids = new HashSet<String>();
        plan.starts().forEach(each -> assertThat(ids.add(each.id())).isTrue());
        plan.holds().forEach(each -> assertThat(ids.add(each.candidate().id())).isTrue());

        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(situation.facts().candidates().stream()
                        .map(Candidate::id)
                        .toList());
        assertThat(plan.holds()).allSatisfy(each -> {
            var text = each.verdict()
                    .text(situation.now(), situation.facts().policy().zone());
            assertThat(text).isNotBlank().endsWith(".").doesNotContain("null").doesNotContain("..");
            assertThat(each.verdict().code()).isNotEqualTo(VerdictCode.START);
        });
    }

    @Property
    void the_next_time_is_in_the_future_and_then_the_policy_lets_the_build_in(
            @ForAll("situations") Situation situation) {
        for (var hold : situation.plan().holds()) {
            hold.verdict().until().ifPresent(until -> {
                assertThat(until).isAfter(situation.now());
                if (hold.verdict().code() != VerdictCode.WORKSPACE) {
                    assertThat(situation
                                    .facts()
                                    .outlook(until)
                                    .now()
                                    .admits(hold.candidate().asApplicant()))
                            .as("%s of %s until %s", hold.verdict(), hold.candidate(), until)
                            .isTrue();
                }
            });
        }
    }

    @Property
    void what_starts_was_held_by_nothing(@ForAll("situations") Situation situation) {
        for (var start : situation.plan().starts()) {
            assertThat(situation.facts().mode()).isEqualTo(Mode.RUNNING);
            assertThat(start.approval()).isNotEqualTo(Approval.NEEDED);
            assertThat(Meeting.inTheWay(situation.facts().meetings(), situation.now(), start.atMost()))
                    .isEmpty();
            assertThat(start.blockers()).isEmpty();
            assertThat(start.dependsOn()).allMatch(Prerequisite::isMet);
            assertThat(situation.facts().budgets()).noneMatch(each -> each.binds(start) && each.holds(situation.now()));
            assertThat(situation.stretch().quiet()).isNotEqualTo(QuietLevel.HARD);
            assertThat(situation.stretch().quiet() == QuietLevel.NONE || start.priority() == Priority.URGENT)
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void the_first_expected_starts_are_those_of_the_plan(@ForAll("situations") Situation situation) {
        var expected = PlanningRules.expectedStarts(situation.facts(), situation.now(), 100);

        assertThat(expected).hasSize(situation.facts().candidates().size());
        assertThat(expected.stream()
                        .filter(each -> situation.now().equals(each.at()))
                        .map(ExpectedStart::candidate))
                .containsExactlyElementsOf(situation.plan().starts());
        assertThat(expected)
                .allSatisfy(each -> assertThat(each.at() == null || !each.at().isBefore(situation.now()))
                        .isTrue());
    }

    private static Lane laneOf(Candidate build) {
        return new Lane(
                Long.parseLong(build.id().substring(2)),
                build.priority(),
                build.category(),
                build.kind(),
                build.effort(),
                build.expected(),
                build.atMost(),
                build.mayCost(),
                build.agent(),
                build.model(),
                build.workspace(),
                build.tags(),
                build.approval() == Approval.GRANTED,
                build.id(),
                build.place());
    }

    @Provide
    Arbitrary<Situation> situations() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Zones.any(),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, Duration.ofDays(365).toSeconds()))
                .as((seed, zone, saver, seconds) -> {
                    var policy = saver ? BundledPolicies.saver(zone) : BundledPolicies.night(zone);
                    var now = START.plusSeconds(seconds);
                    return new Situation(now, new Drawn(new Random(seed), now).facts(policy));
                });
    }

    record Situation(Instant now, PlanningFacts facts) {
        Plan plan() {
            return PlanningRules.decide(facts, now);
        }

        Stretch stretch() {
            return facts.outlook(now).now();
        }
    }

    /** Facts drawn from a seed; mostly ones under which something may start. */
    private record Drawn(Random random, Instant now) {
        PlanningFacts facts(Policy policy) {
            var live = IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> new LiveAttempt("L-" + i, "Live " + i, i == 0 ? "/w-0" : null, sometimeOrNever()))
                    .toList();
            var candidates = IntStream.range(0, random.nextInt(12))
                    .mapToObj(this::candidate)
                    .toList();
            var facts = Facts.of()
                    .policy(policy)
                    .budget(budget("day"))
                    .budget(budget("week"))
                    .mode(oneIn(10) ? Mode.PAUSED : Mode.RUNNING)
                    .whereabouts(whereabouts())
                    .meetings(meetings())
                    .limits(limits())
                    .runnerSlots(random.nextInt(6));
            if (oneIn(6)) {
                facts.full(new FullHost("runner-1", any(HostResource.values()), 84, now, 0, 3));
            }
            return facts.facts().with(live, candidates);
        }

        private Budget budget(String name) {
            return new Budget(
                    name,
                    random.nextInt(oneIn(2) ? 8 : 25),
                    random.nextInt(6),
                    20,
                    random.nextBoolean(),
                    now.plusSeconds(random.nextInt(86_400)),
                    null,
                    null,
                    Stream.of(
                                    new Exemption("priority", "urgent"),
                                    new Exemption("build", "B-" + random.nextInt(12)),
                                    new Exemption("agent", "agent-" + random.nextInt(3)),
                                    new Exemption("tag", "growth"))
                            .filter(_ -> oneIn(3))
                            .toList(),
                    List.of());
        }

        private List<ProviderLimit> limits() {
            return IntStream.range(0, random.nextInt(3))
                    .mapToObj(agent -> new ProviderLimit(
                            "agent-" + agent, now.plusSeconds(random.nextInt(20_000) - 5_000), random.nextBoolean()))
                    .toList();
        }

        private List<Meeting> meetings() {
            return IntStream.range(0, random.nextInt(4))
                    .mapToObj(_ -> now.plusSeconds(random.nextInt(90_000) - 3_000))
                    .sorted()
                    .map(begins -> new Meeting(begins, begins.plusSeconds(60 + random.nextInt(7_200)), null))
                    .toList();
        }

        private Whereabouts whereabouts() {
            var hand = oneIn(3) ? new Whereabouts.Hand(any(Context.values()), sometimeOrNever()) : null;
            return new Whereabouts(hand, oneIn(3) ? now.minusSeconds(random.nextInt(1_800)) : null);
        }

        private Candidate candidate(int number) {
            var builder = Facts.build("B-" + number)
                    .priority(any(Priority.values()))
                    .approval(any(Approval.NOT_NEEDED, Approval.NOT_NEEDED, Approval.GRANTED, Approval.NEEDED))
                    .category(any(Category.values()))
                    .kind(any("landing-page", "data-import", "research"))
                    .atMost(Duration.ofMinutes(1 + random.nextInt(1_000)))
                    .effort(Duration.ofMinutes(10 + random.nextInt(800)))
                    .mayCost(random.nextInt(5))
                    .expected(Duration.ofMinutes(1 + random.nextInt(200)));
            if (oneIn(2)) {
                builder.by("agent-" + random.nextInt(3));
            }
            if (oneIn(4)) {
                builder.tags("growth");
            }
            if (oneIn(3)) {
                builder.workspace("/w-" + random.nextInt(3));
            }
            if (oneIn(5)) {
                builder.after("B-" + (number + 1), any(BuildState.values()));
            }
            if (oneIn(10)) {
                builder.blocker("No key");
            }
            if (oneIn(5)) {
                builder.retryAt(now.plusSeconds(random.nextInt(900) - 300));
            }
            if (oneIn(5)) {
                builder.earliestStart(now.plusSeconds(random.nextInt(200_000) - 50_000));
            }
            return builder.build();
        }

        private @Nullable Instant sometimeOrNever() {
            return oneIn(3) ? null : now.plusSeconds(random.nextInt(7_200) - 600);
        }

        private boolean oneIn(int chances) {
            return random.nextInt(chances) == 0;
        }

        @SafeVarargs
        private <T> T any(T... values) {
            return values[random.nextInt(values.length)];
        }
    }
}
