package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.calendar.CalendarStore;
import io.afterhours.scheduler.clearance.SafetyStore;
import io.afterhours.scheduler.context.WhereaboutsStore;
import io.afterhours.scheduler.control.Control;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.estimate.Remaining;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.Countdowns;
import io.afterhours.scheduler.runner.HostStore;
import io.afterhours.scheduler.runner.PoolStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Gathers what a plan is made from. Facts are narrow: a few builds, however long the queue. */
@ApplicationScoped
public class FactsReader {
    private final BuildStore builds;
    private final AttemptStore attempts;
    private final LaneStore laneStore;
    private final BudgetStore budgets;
    private final LimitKeeper limits;
    private final ControlStore control;
    private final WhereaboutsStore whereabouts;
    private final CalendarStore calendar;
    private final HostStore hosts;
    private final Countdowns countdowns;
    private final SafetyStore safety;
    private final DispatchConfig config;
    private final InstantSource clock;

    FactsReader(
            BuildStore builds,
            AttemptStore attempts,
            LaneStore laneStore,
            BudgetStore budgets,
            LimitKeeper limits,
            ControlStore control,
            WhereaboutsStore whereabouts,
            CalendarStore calendar,
            HostStore hosts,
            Countdowns countdowns,
            SafetyStore safety,
            DispatchConfig config,
            InstantSource clock) {
        this.builds = builds;
        this.attempts = attempts;
        this.laneStore = laneStore;
        this.budgets = budgets;
        this.limits = limits;
        this.control = control;
        this.whereabouts = whereabouts;
        this.calendar = calendar;
        this.hosts = hosts;
        this.countdowns = countdowns;
        this.safety = safety;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A build at the head of its lane.
     *
     * @param lane the lane's id
     */
    record Head(Build build, long lane, Candidate candidate) {}

    /** The first builds of these lanes in the order of the queue, no two of them in one workspace. */
    List<Head> heads(Handle tx, List<OpenLanes.Open> lanes, int limit) {
        var heads = laneStore.heads(tx, lanes, limit);
        var found = builds.numbered(tx, List.copyOf(heads.keySet()));
        var prerequisites = builds.prerequisites(tx, found);
        var now = clock.instant();
        return found.stream()
                .map(each -> new Head(
                        each,
                        Objects.requireNonNull(heads.get(each.id().number())),
                        candidate(each, prerequisites).asked(each.wish(), now)))
                .toList();
    }

    /** For saying of these builds why they wait; the order counts. */
    public PlanningFacts about(Handle tx, List<Build> waiting) {
        return facts(tx, control.read(tx), waiting);
    }

    private PlanningFacts facts(Handle tx, Control suite, List<Build> candidates) {
        var now = clock.instant();
        var prerequisites = builds.prerequisites(tx, candidates);
        var concerns = safety.findings(tx, candidates);
        var capacity = hosts.capacity(tx, PoolStore.DEFAULT, config.runnerSilence());
        return new PlanningFacts(
                suite.mode(),
                suite.policy(),
                whereabouts.read(tx),
                calendar.meetings(tx, now),
                budgets.all(tx),
                limits.limits(tx, clock.instant()),
                capacity.slots(),
                capacity.full(),
                live(tx),
                candidates.stream()
                        .map(each -> candidate(each, prerequisites)
                                .asked(each.wish(), now)
                                .concerning(concerns.getOrDefault(each.id().number(), List.of())))
                        .toList());
    }

    private List<LiveAttempt> live(Handle tx) {
        var now = clock.instant();
        var running = builds.live(tx);
        var left = countdowns.of(tx, running, now);
        var batched = attempts.batched(tx);
        var seen = new HashSet<Long>();
        return running.stream()
                .filter(each -> takesSlot(batched.get(each.id().number()), seen))
                .map(each -> live(each, left.get(each.id()), now))
                .toList();
    }

    /** All members of a batch take one slot. */
    private static boolean takesSlot(@Nullable Long batch, Set<Long> seen) {
        return batch == null || seen.add(batch);
    }

    /** An attempt that was just made. */
    static LiveAttempt live(Build build, Instant now) {
        return live(build, build.remaining(now, null).orElse(null), now);
    }

    private static LiveAttempt live(Build build, @Nullable Remaining left, Instant now) {
        return new LiveAttempt(
                build.id().toString(), build.title(), build.workspace(), left == null ? null : now.plus(left.p50()));
    }

    private Candidate candidate(Build build, Map<Long, List<Prerequisite>> prerequisites) {
        return new Candidate(
                        build.id().toString(),
                        build.title(),
                        build.priority(),
                        build.category(),
                        build.kind(),
                        build.approval(),
                        build.effort(),
                        Duration.ofMinutes(build.estimate().minutesP50()),
                        Duration.ofMinutes(build.estimate().minutesP90()),
                        build.estimate().costP90(),
                        new HashSet<>(build.tags()),
                        prerequisites.getOrDefault(build.id().number(), List.of()),
                        build.blockers(),
                        build.workspace(),
                        build.earliestStart(),
                        build.retryAt())
                .by(Objects.requireNonNullElse(build.agent(), config.defaultAgent()), build.model());
    }
}
