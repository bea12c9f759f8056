package io.afterhours.scheduler.nightplan;

import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.nightplan.NightPlan.Left;
import io.afterhours.scheduler.nightplan.NightPlan.Planned;
import io.afterhours.scheduler.nightplan.NightPlan.Running;
import io.afterhours.scheduler.planning.Along;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.Plan;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Prerequisite;
import java.time.Duration;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out what a night holds by planning again whenever something ends or the clock changes the plan. */
public final class NightPlanRules {
    private static final int MOST_STEPS = 2_000;

    /** An attempt that is overdue is taken to end in a moment. */
    private static final Duration MOMENT = Duration.ofMinutes(5);

    private final Instant from;
    private final Instant until;
    private final List<Running> running = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();
    private final Map<String, Left> held = new LinkedHashMap<>();
    private final Map<String, Integer> lanes = new HashMap<>();
    private final Map<String, Along> along = new HashMap<>();
    private PlanningFacts facts;
    private List<Candidate> waiting;
    private List<LiveAttempt> live;

    private NightPlanRules(PlanningFacts facts, Instant now, Instant from, Instant until) {
        this.from = from;
        this.until = until;
        // A host that is full in the afternoon is no reason to leave a night empty.
        this.facts = facts.withRoom();
        this.waiting = facts.candidates();
        this.live = facts.live().stream().map(each -> endingAfter(each, now)).toList();
        for (var each : live) {
            var lane = freeLane();
            lanes.put(each.build(), lane);
            running.add(new Running(each, lane));
        }
    }

    /**
     * The plan of a night, seen from {@code now}, which may be before it begins. Money is counted as if every build took what nine of
     * ten take no more than, and nothing of it came back: what is shown fits.
     *
     * @param facts with the builds that wait, best score first
     */
    public static NightPlan plan(PlanningFacts facts, Instant now, Instant from, Instant until) {
        return new NightPlanRules(facts, now, from, until).plan(now);
    }

    private NightPlan plan(Instant now) {
        @Nullable Instant at = now;
        for (int step = 0; step < MOST_STEPS && at != null && at.isBefore(until); step++) {
            end(at);
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
        var started = new HashSet<String>();
        for (var each : starts) {
            started.add(each.id());
            held.remove(each.id());
            each.along().ids().forEach(held::remove);
            along.put(each.id(), each.along());
            var lane = freeLane();
            lanes.put(each.id(), lane);
            var end = at.plus(each.expected());
            with.add(new LiveAttempt(each.id(), each.title(), each.workspace(), end));
            if (!at.isBefore(from)) {
                planned.add(new Planned(each, lane, at, end, at.plus(each.atMost())));
            }
        }
        facts = facts.after(live, starts);
        live = List.copyOf(with);
        waiting = waiting.stream().filter(each -> !started.contains(each.id())).toList();
    }

    /** The verdict at the beginning of the night is kept until a later one takes its place. */
    private void note(List<Plan.Hold> holds, Instant at) {
        for (var each : holds) {
            var build = each.candidate();
            held.put(build.id(), new Left(build, each.verdict(), at));
            for (var other : build.along().builds()) {
                var verdict = build.along().verdictOn(other, build.id(), each.verdict());
                held.put(other.id(), new Left(other, verdict, at));
            }
        }
    }

    private void end(Instant at) {
        var ended = new HashSet<String>();
        live = live.stream()
                .filter(each -> {
                    var over = !endOf(each).isAfter(at);
                    if (over) {
                        ended.add(each.build());
                        ended.addAll(
                                along.getOrDefault(each.build(), Along.NOBODY).ids());
                        lanes.remove(each.build());
                    }
                    return !over;
                })
                .toList();
        if (!ended.isEmpty()) {
            waiting = waiting.stream().map(each -> after(each, ended)).toList();
        }
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
        var night = Stream.of(from).filter(each -> each.isAfter(at));
        return Stream.of(Stream.ofNullable(plan.nextLook()), ends, night)
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

    private static LiveAttempt endingAfter(LiveAttempt attempt, Instant now) {
        var end = attempt.expectedEnd();
        return end != null && end.isAfter(now)
                ? attempt
                : new LiveAttempt(attempt.build(), attempt.title(), attempt.workspace(), now.plus(MOMENT));
    }

    private static Instant endOf(LiveAttempt attempt) {
        return Objects.requireNonNull(attempt.expectedEnd());
    }
}
