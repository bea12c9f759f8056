package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.batching.BatchStore;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.calendar.CalendarStore;
import io.afterhours.scheduler.clearance.SafetyStore;
import io.afterhours.scheduler.context.WhereaboutsStore;
import io.afterhours.scheduler.control.Control;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Facts;
import io.afterhours.scheduler.planning.Budget;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Company;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.planning.ProviderLimit;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.runner.HostStore;
import io.afterhours.scheduler.runner.LimitStore;
import io.afterhours.scheduler.runner.PoolStore;
import io.afterhours.scheduler.runner.WindowStore;
import io.afterhours.scheduler.safety.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Gathers what a plan is made from. Facts are narrow: a few builds, however long the queue. */
@ApplicationScoped
public class FactsReader {
    private final BuildStore builds;
    private final BatchStore batches;
    private final AttemptStore attempts;
    private final LaneStore laneStore;
    private final LaneOrder laneOrder;
    private final BudgetStore budgets;
    private final LimitStore limits;
    private final WindowStore windows;
    private final ControlStore control;
    private final WhereaboutsStore whereabouts;
    private final CalendarStore calendar;
    private final HostStore hosts;
    private final SafetyStore safety;
    private final DispatchConfig config;
    private final InstantSource clock;

    FactsReader(
            BuildStore builds,
            BatchStore batches,
            AttemptStore attempts,
            LaneStore laneStore,
            LaneOrder laneOrder,
            BudgetStore budgets,
            LimitStore limits,
            WindowStore windows,
            ControlStore control,
            WhereaboutsStore whereabouts,
            CalendarStore calendar,
            HostStore hosts,
            SafetyStore safety,
            DispatchConfig config,
            InstantSource clock) {
        this.builds = builds;
        this.batches = batches;
        this.attempts = attempts;
        this.laneStore = laneStore;
        this.laneOrder = laneOrder;
        this.budgets = budgets;
        this.limits = limits;
        this.windows = windows;
        this.control = control;
        this.whereabouts = whereabouts;
        this.calendar = calendar;
        this.hosts = hosts;
        this.safety = safety;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A build at the head of its lane.
     *
     * @param lane the lane's id
     * @param inBatch whether it is, or was, proposed to go along with others
     */
    record Head(Build build, long lane, boolean inBatch, Candidate candidate) {}

    /**
     * The first builds of these lanes in the order of the queue, no two of them in one workspace. Builds lie in lanes once nothing that
     * they depend on holds them, so what that was is not asked for.
     */
    List<Head> heads(Handle tx, List<OpenLanes.Open> lanes, int limit) {
        var now = clock.instant();
        var first = laneOrder.heads(tx, lanes, limit);
        var candidates = first.stream()
                .map(each -> candidate(each.build()).asked(each.build().wish(), now))
                .toList();
        var accompanied = first.stream().anyMatch(LaneOrder.First::inBatch)
                ? accompanied(tx, candidates, batches.companies().read(tx))
                : candidates;
        return IntStream.range(0, first.size())
                .mapToObj(i -> new Head(
                        first.get(i).build(), first.get(i).lane(), first.get(i).inBatch(), accompanied.get(i)))
                .toList();
    }

    /** The candidates, each with those that go along with it, whether those are among them or not. */
    private List<Candidate> accompanied(Handle tx, List<Candidate> candidates, List<Company> companies) {
        var ids = candidates.stream().map(Candidate::id).collect(Collectors.toSet());
        var theirs = companies.stream()
                .filter(each -> each.builds().stream().anyMatch(ids::contains))
                .toList();
        if (theirs.isEmpty()) {
            return candidates;
        }
        var members = builds
                .numbered(
                        tx,
                        theirs.stream()
                                .flatMap(each -> each.builds().stream())
                                .map(each -> BuildId.parse("id", each).number())
                                .toList())
                .stream()
                .collect(Collectors.toMap(each -> each.id().toString(), this::candidate));
        return Company.accompanied(candidates, theirs, members);
    }

    /**
     * What is said of builds that wait is made from this.
     *
     * @param lanes the ids of the lanes there are
     * @param batches the accepted batches that they wait in, with those that something of their own holds
     * @param together the accepted batch of each build that waits in one
     */
    public record About(PlanningFacts facts, Set<Long> lanes, List<Company> batches, Map<Long, Long> together) {
        public About with(PlanningFacts other) {
            return new About(other, lanes, batches, together);
        }
    }

    /** For saying of these builds why they wait; the order counts. */
    public About about(Handle tx, List<Build> waiting) {
        var now = clock.instant();
        var standing = new Standing(now);
        var lanes = laneStore.ids();
        if (waiting.isEmpty()) {
            var read = Facts.read(tx, standing.and(lanes));
            return new About(standing.of(read, List.of()), read.of(lanes), List.of(), Map.of());
        }
        var waits = new Waits(waiting);
        var batched = batches.companiesOf(waiting);
        var together = batches.waiting();
        var read = Facts.read(
                tx, standing.and(waits.prerequisites, waits.concerns, waits.companies, lanes, batched, together));
        var candidates = accompanied(tx, waits.candidates(read, now), read.of(waits.companies));
        return new About(standing.of(read, candidates), read.of(lanes), read.of(batched), read.of(together));
    }

    /** For saying when these builds start: those that go together are one, as they will be; the order counts. */
    public PlanningFacts ahead(Handle tx, List<Build> waiting) {
        var now = clock.instant();
        var standing = new Standing(now);
        if (waiting.isEmpty()) {
            return standing.of(Facts.read(tx, standing.all()), List.of());
        }
        var waits = new Waits(waiting);
        var read = Facts.read(tx, standing.and(waits.prerequisites, waits.concerns, waits.companies));
        return standing.of(read, Company.folded(waits.candidates(read, now), read.of(waits.companies)));
    }

    /** What holds of some builds that wait. */
    private final class Waits {
        private final List<Build> waiting;
        private final Fact<Map<Long, List<Prerequisite>>> prerequisites;
        private final Fact<Map<Long, List<Finding>>> concerns;
        private final Fact<List<Company>> companies = batches.companies();

        Waits(List<Build> waiting) {
            this.waiting = waiting;
            this.prerequisites = builds.fact(waiting);
            this.concerns = safety.fact(waiting);
        }

        List<Candidate> candidates(Facts read, Instant now) {
            var open = read.of(prerequisites);
            var seen = read.of(concerns);
            return waiting.stream()
                    .map(each -> candidate(each, open)
                            .asked(each.wish(), now)
                            .concerning(seen.getOrDefault(each.id().number(), List.of())))
                    .toList();
        }
    }

    /**
     * How things stand as a pass begins.
     *
     * @param facts without candidates
     * @param lanes the ids of the lanes there are
     */
    record Beginning(PlanningFacts facts, Set<Long> lanes, LaneStore.Agenda agenda) {}

    /** What a pass begins with. */
    Beginning beginning(Handle tx, Instant now) {
        var standing = new Standing(now);
        var lanes = laneStore.ids();
        var agenda = laneStore.agenda();
        var read = Facts.read(tx, standing.and(lanes, agenda));
        return new Beginning(standing.of(read, List.of()), read.of(lanes), read.of(agenda));
    }

    /** What holds of all builds, whichever are looked at. */
    private final class Standing {
        private final Fact<Control> suite = control.fact();
        private final Fact<Whereabouts> person = whereabouts.fact();
        private final Fact<List<Meeting>> meetings;
        private final Fact<List<Budget>> money = budgets.fact();
        private final Fact<List<LimitStore.Noted>> limited;
        private final Fact<List<ProviderLimit>> used;
        private final Fact<HostStore.Capacity> capacity = hosts.capacity(PoolStore.DEFAULT, config.runnerSilence());
        private final Fact<List<LiveAttempt>> live;

        Standing(Instant now) {
            this.meetings = calendar.fact(now);
            this.limited = limits.fact(now);
            this.used = windows.limits(now);
            this.live = attempts.occupying(now);
        }

        List<Fact<?>> all() {
            return List.of(suite, person, meetings, money, limited, used, capacity, live);
        }

        List<Fact<?>> and(Fact<?>... others) {
            return Stream.concat(all().stream(), Arrays.stream(others)).toList();
        }

        PlanningFacts of(Facts read, List<Candidate> candidates) {
            var said = read.of(suite);
            var room = read.of(capacity);
            return new PlanningFacts(
                    said.mode(),
                    said.until(),
                    said.policy(),
                    read.of(person),
                    read.of(meetings),
                    read.of(money),
                    Stream.concat(read.of(limited).stream().map(LimitStore.Noted::limit), read.of(used).stream())
                            .toList(),
                    room.slots(),
                    room.full(),
                    read.of(live),
                    candidates);
        }
    }

    /** An attempt that was just made. */
    static LiveAttempt live(Build build, Instant now) {
        return new LiveAttempt(
                build.id().toString(),
                build.title(),
                build.workspace(),
                build.remaining(now, null).map(left -> now.plus(left.p50())).orElse(null));
    }

    /** A build as the rules see it, whatever it depends on. */
    Candidate candidate(Build build) {
        return candidate(build, Map.of());
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
                .by(Objects.requireNonNullElse(build.agent(), config.defaultAgent()), build.model())
                .due(build.deadline());
    }
}
