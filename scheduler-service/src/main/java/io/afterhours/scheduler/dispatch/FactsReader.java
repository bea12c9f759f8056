package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.context.WhereaboutsStore;
import io.afterhours.scheduler.control.Control;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.policy.Admission;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.runner.RunnerStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Gathers what a plan is made from. Facts are narrow: a few hundred builds at most, however long the queue. */
@ApplicationScoped
public class FactsReader {
    private static final int CANDIDATES = 300;

    private final BuildStore builds;
    private final BudgetStore budgets;
    private final ControlStore control;
    private final WhereaboutsStore whereabouts;
    private final RunnerStore runners;
    private final DispatchConfig config;

    FactsReader(
            BuildStore builds,
            BudgetStore budgets,
            ControlStore control,
            WhereaboutsStore whereabouts,
            RunnerStore runners,
            DispatchConfig config) {
        this.builds = builds;
        this.budgets = budgets;
        this.control = control;
        this.whereabouts = whereabouts;
        this.runners = runners;
        this.config = config;
    }

    /** For deciding what starts: the builds at the head of the queue that wait for nothing but a slot and the hour. */
    PlanningFacts toStart(Handle tx, Instant now) {
        var suite = control.read(tx);
        var priorities = admittedNow(suite, now);
        var candidates = priorities.isEmpty() ? List.<Build>of() : builds.startable(tx, now, priorities, CANDIDATES);
        return facts(tx, suite, candidates);
    }

    /** For saying of these builds why they wait; the order counts. */
    public PlanningFacts about(Handle tx, List<Build> waiting) {
        return facts(tx, control.read(tx), waiting);
    }

    private PlanningFacts facts(Handle tx, Control suite, List<Build> candidates) {
        var prerequisites = builds.prerequisites(tx, candidates);
        return new PlanningFacts(
                suite.mode(),
                suite.policy(),
                whereabouts.read(tx),
                budgets.all(tx),
                runners.slots(tx, config.runnerSilence()),
                builds.live(tx).stream().map(FactsReader::live).toList(),
                candidates.stream().map(each -> candidate(each, prerequisites)).toList());
    }

    private static Set<Priority> admittedNow(Control suite, Instant now) {
        var admitted = EnumSet.noneOf(Priority.class);
        suite.policy()
                .bandAt(now)
                .ifPresent(band ->
                        band.admissions().stream().map(Admission::priorities).forEach(admitted::addAll));
        return admitted;
    }

    private static LiveAttempt live(Build build) {
        return new LiveAttempt(build.id().toString(), build.title(), build.workspace(), build.expectedEnd());
    }

    private static Candidate candidate(Build build, Map<Long, List<Prerequisite>> prerequisites) {
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
                new HashSet<>(build.tags()),
                prerequisites.getOrDefault(build.id().number(), List.of()),
                build.blockers(),
                build.workspace(),
                build.earliestStart(),
                build.retryAt());
    }
}
