package io.afterhours.scheduler.nightplan;

import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.nightplan.NightPlan.Left;
import io.afterhours.scheduler.nightplan.NightPlan.Planned;
import io.afterhours.scheduler.nightplan.NightPlan.Running;
import io.afterhours.scheduler.planning.Budget;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.Plan;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Prerequisite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out what a night holds by planning again whenever something ends or the clock changes the plan. */
public final class NightPlanRules {
    private static final int MOST_STEPS = 2_000;

    private final Instant from;
    private final Instant until;
    private final List<Running> running = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();
    private final Map<String, Left> held = new LinkedHashMap<>();
    private final Map<String, Integer> lanes = new HashMap<>();
    private final Map<String, Candidate> started = new HashMap<>();

    /** What was reserved, by the name of the budget, for the attempts that are live when the plan is made. */
    private final Map<String, Long> reserved;

    private PlanningFacts facts;
    private List<Candidate> waiting;
    private List<LiveAttempt> live;

    private NightPlanRules(PlanningFacts facts, Instant now, Instant from, Instant until) {
        this.from = from;
        this.until = until;
        // A host that is full in the afternoon is no reason to leave a night empty.
        this.facts = facts.withRoom();
        this.reserved = facts.budgets().stream().collect(Collectors.toMap(Budget::name, Budget::reservedNanos));
        this.waiting = facts.candidates();
        this.live = facts.live().stream().map(each -> each.endingAfter(now)).toList();
        for (var each : live) {
            var lane = freeLane();
            lanes.put(each.build(), lane);
            running.add(new Running(each, lane));
        }
    }

    /**
     * The plan of a night, seen from {@code now}, which may be before it begins. Money is counted as if every build took what nine of
     * ten take no more than, and nothing of it came back before its budget renews: what is shown fits.
     *
     * @param facts with the builds that wait, best score first
     */
    public static NightPlan plan(PlanningFacts facts, Instant now, Instant from, Instant until) {
        return new NightPlanRules(facts, now, from, until).plan(now);
    }

    private NightPlan plan(Instant now) {
        @Nullable Instant at = now;
        var looked = now;
        for (int step = 0; step < MOST_STEPS && at != null && at.isBefore(until); step++) {
            end(at);
            renew(looked, at);
            looked = at;
            var plan = PlanningRules.decide(facts.with(live, waiting), at);
            start(plan.starts(), at);
            note(plan.holds(), at);
            at = waiting.isEmpty() ? null : next(plan, at);
        }
        return new NightPlan(from, until, running, planned, List.copyOf(held.values()));
    }

    private void start(List<Candidate> starts, Instant at) {
        if (starts.isEmpty()) {
            return;
        }
        var with = new ArrayList<>(live);
        for (var each : starts) {
            held.remove(each.id());
            each.along().ids().forEach(held::remove);
            started.put(each.id(), each);
            var lane = freeLane();
            lanes.put(each.id(), lane);
            var end = at.plus(each.expected());
            with.add(LiveAttempt.of(each, at));
            if (!at.isBefore(from)) {
                planned.add(new Planned(each, lane, at, end, at.plus(each.atMost())));
            }
        }
        facts = facts.after(live, starts);
        live = List.copyOf(with);
        waiting =
                waiting.stream().filter(each -> !started.containsKey(each.id())).toList();
    }

    private void note(List<Plan.Hold> holds, Instant at) {
        for (var each : holds) {
            var build = each.candidate();
            hold(new Left(build, each.verdict(), at));
            for (var other : build.along().builds()) {
                hold(new Left(other, build.along().verdictOn(other, build.id(), each.verdict()), at));
            }
        }
    }

    /**
     * What was said last counts, as it says why nothing later in the night let the build in. But what waits for a person waits for them
     * now, and could start as soon as they answer.
     */
    private void hold(Left left) {
        held.merge(left.build().id(), left, (first, last) -> first.asksPerson() && last.asksPerson() ? first : last);
    }

    private void end(Instant at) {
        var ended = new HashSet<String>();
        live = live.stream()
                .filter(each -> {
                    var over = !endOf(each).isAfter(at);
                    if (over) {
                        ended.add(each.build());
                        var build = started.get(each.build());
                        if (build != null) {
                            ended.addAll(build.along().ids());
                        }
                        lanes.remove(each.build());
                    }
                    return !over;
                })
                .toList();
        if (!ended.isEmpty()) {
            waiting = waiting.stream().map(each -> after(each, ended)).toList();
        }
    }

    /** As long as one of the attempts is live for which something was reserved at first, all of that is. */
    private void renew(Instant after, Instant by) {
        var running = live.stream()
                .map(each -> started.get(each.build()))
                .filter(Objects::nonNull)
                .toList();
        facts = facts.renewed(after, by, running, running.size() < live.size() ? reserved : Map.of());
    }

    private static Candidate after(Candidate candidate, Set<String> ended) {
        return candidate.dependsOn().stream().noneMatch(edge -> ended.contains(edge.id()))
                ? candidate
                : candidate.with(candidate.dependsOn().stream()
                        .map(edge -> ended.contains(edge.id())
                                ? new Prerequisite(edge.id(), edge.title(), BuildState.FINISHED, OnFailure.BLOCK)
                                : edge)
                        .toList());
    }

    private @Nullable Instant next(Plan plan, Instant at) {
        var ends = live.stream().map(NightPlanRules::endOf).filter(each -> each.isAfter(at));
        var others = Stream.concat(Stream.of(from), facts.budgets().stream().map(Budget::renews))
                .filter(each -> each.isAfter(at));
        return Stream.of(Stream.ofNullable(plan.nextLook()), ends, others)
                .flatMap(each -> each)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private int freeLane() {
        int lane = 0;
        while (lanes.containsValue(lane)) {
            lane++;
        }
        return lane;
    }

    private static Instant endOf(LiveAttempt attempt) {
        return Objects.requireNonNull(attempt.expectedEnd());
    }
}
