package io.afterhours.scheduler.queue;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Severity;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.scheduler.calibration.Estimator;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.ApprovalRules;
import io.afterhours.scheduler.planning.Score;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes builds in, from wherever they come: the same checks, the same rule of what is the same build. */
@ApplicationScoped
public class Intake {
    private final IntakeStore store;
    private final BuildEvents events;
    private final Escalations escalations;
    private final Estimator estimator;
    private final SafetyKeeper safety;
    private final BuildStore builds;
    private final QueueConfig config;
    private final PlanningWake planning;
    private final InstantSource clock;

    Intake(
            IntakeStore store,
            BuildEvents events,
            Escalations escalations,
            Estimator estimator,
            SafetyKeeper safety,
            BuildStore builds,
            QueueConfig config,
            PlanningWake planning,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.escalations = escalations;
        this.estimator = estimator;
        this.safety = safety;
        this.builds = builds;
        this.config = config;
        this.planning = planning;
        this.clock = clock;
    }

    /** What became of a request. */
    sealed interface Outcome {}

    /** A new build, or the one it is the same as. */
    public record Taken(Build build, boolean isNew) implements Outcome {}

    /** Not taken, and why. */
    record Refused(InvalidEvent why) implements Outcome {}

    /**
     * Queues a build in the caller's transaction; planning looks at it after the commit.
     *
     * @param by who asks
     * @throws InvalidEvent when a dependency does not exist
     */
    public Taken take(Handle tx, BuildRequested request, String by) {
        return take(tx, request, ApprovalRules.of(request.category(), request.priority()), by);
    }

    /** As {@link #take}, for a build that an agent asks for: it would run on a person's host, so a person agrees first. */
    public Taken takeFromAgent(Handle tx, BuildRequested request, String agent) {
        return take(tx, request, Approval.NEEDED, agent);
    }

    /**
     * Whether a build could be taken.
     *
     * @throws InvalidEvent when a dependency does not exist
     */
    void check(Handle tx, BuildRequested request) {
        checkDependencies(request, store.existing(tx, dependenciesOf(List.of(request))));
    }

    /**
     * Queues builds in the caller's transaction, each as {@link #take} would.
     *
     * @return what became of each, in their order
     */
    List<Outcome> takeAll(Handle tx, List<BuildRequested> requests, String by) {
        var existing = store.existing(tx, dependenciesOf(requests));
        var outcomes = new ArrayList<@Nullable Outcome>();
        var asked = new ArrayList<NewBuild>();
        var now = clock.instant();
        var estimates = new HashMap<Sort, Estimate>();
        for (var request : requests) {
            try {
                checkDependencies(request, existing);
                asked.add(made(
                        request,
                        ApprovalRules.of(request.category(), request.priority()),
                        estimates.computeIfAbsent(Sort.of(request), sort -> estimate(tx, request)),
                        by,
                        now));
                outcomes.add(null);
            } catch (InvalidEvent refused) {
                outcomes.add(new Refused(refused));
            }
        }
        var taken = queue(tx, asked, by, now).iterator();
        return outcomes.stream().map(each -> each == null ? taken.next() : each).toList();
    }

    private Taken take(Handle tx, BuildRequested request, Approval approval, String by) {
        check(tx, request);
        var now = clock.instant();
        return queue(tx, List.of(made(request, approval, estimate(tx, request), by, now)), by, now)
                .getFirst();
    }

    private static NewBuild made(BuildRequested request, Approval approval, Estimate estimate, String by, Instant now) {
        return new NewBuild(
                request,
                approval,
                Score.of(request.impact(), request.effort(), request.priority(), new HashSet<>(request.tags())),
                estimate,
                by,
                now);
    }

    private Estimate estimate(Handle tx, BuildRequested request) {
        return estimator.estimate(tx, request.kind(), request.effort(), request.agent(), request.model());
    }

    private List<Taken> queue(Handle tx, List<NewBuild> asked, String by, Instant now) {
        // Of builds that are queued now, kind and title are one build's alone.
        var inserted = store.insert(tx, asked).stream()
                .collect(Collectors.toMap(each -> new Work(each.kind(), each.title()), each -> each));
        var taken = new ArrayList<Taken>();
        var added = new ArrayList<Build>();
        for (var each : asked) {
            var request = each.request();
            var build = inserted.remove(new Work(request.kind(), request.title()));
            if (build == null || !Objects.equals(build.key(), request.key())) {
                taken.add(new Taken(same(tx, request), false));
            } else {
                store.addDependencies(tx, build.id(), request.dependsOn());
                added.add(build);
                taken.add(new Taken(build, true));
            }
        }
        // Before what is told of them is published: the plan is what somebody waits for.
        tx.afterCommit(planning::wake);
        events.sayAll(tx, added, "queued", "Queued by " + by + ".", now);
        added.forEach(each -> ask(tx, each));
        return taken;
    }

    /** The build that a request would be the same as. */
    Optional<Build> find(Handle tx, @Nullable String key, String kind, String title) {
        return store.same(tx, key, kind, title);
    }

    private Build same(Handle tx, BuildRequested request) {
        return find(tx, request.key(), request.kind(), request.title())
                .orElseThrow(() -> new InvalidEvent("key", "a build that can be stored", request.key()));
    }

    private void ask(Handle tx, Build build) {
        if (build.approval() == Approval.NEEDED) {
            askForApproval(tx, build);
        }
        if (!build.blockers().isEmpty()) {
            askAboutBlockers(tx, build);
        }
        safety.lookAtNew(tx, build);
    }

    private static List<Long> dependenciesOf(List<BuildRequested> requests) {
        return requests.stream()
                .flatMap(each -> each.dependsOn().stream())
                .flatMap(each -> BuildId.read(each.id()).stream())
                .map(BuildId::number)
                .distinct()
                .toList();
    }

    /** New edges lead from a new build to builds there are, so that no edge can close a cycle. */
    private static void checkDependencies(BuildRequested request, Set<Long> existing) {
        var numbers = request.dependsOn().stream()
                .map(each -> BuildId.parse("dependsOn.id", each.id()).number())
                .toList();
        if (new HashSet<>(numbers).size() < numbers.size()) {
            throw new InvalidEvent("dependsOn", "each build once", ids(request.dependsOn()));
        }
        for (var number : numbers) {
            if (!existing.contains(number)) {
                throw new InvalidEvent("dependsOn.id", "the id of a build there is", new BuildId(number));
            }
        }
    }

    /** What an estimate is made from. */
    private record Sort(
            String kind,
            Duration effort,
            @Nullable String agent,
            @Nullable String model) {
        static Sort of(BuildRequested request) {
            return new Sort(request.kind(), request.effort(), request.agent(), request.model());
        }
    }

    /** What makes two queued builds the same. */
    private record Work(String kind, String title) {}

    private static List<String> ids(List<Dependency> dependencies) {
        return dependencies.stream().map(Dependency::id).toList();
    }

    void askForApproval(Handle tx, Build build) {
        var question = Question.about(build.id(), "approval", Severity.MEDIUM, "Approve: " + build.title())
                .asking("It needs your consent because " + reason(build) + ".", List.of("approve", "reject"))
                .showing(build.prompt());
        escalations.raise(
                tx,
                config.approvalWithin()
                        .map(within -> question.unlessAnswered(
                                approvalDefault(tx, build), clock.instant().plus(within)))
                        .orElse(question));
    }

    /** What an agent asked for would run on a person's host: silence is no consent to that. */
    private String approvalDefault(Handle tx, Build build) {
        return config.approvalDefault() == QueueConfig.Decision.APPROVE && !builds.isAskedByAgent(tx, build)
                ? "approve"
                : "reject";
    }

    private static String reason(Build build) {
        if (ApprovalRules.of(build.category(), Priority.MEDIUM) == Approval.NEEDED) {
            return "its category is " + build.category().word();
        }
        return build.priority() == Priority.LOW ? "its priority is low" : build.createdBy() + ", an agent, asks for it";
    }

    private void askAboutBlockers(Handle tx, Build build) {
        escalations.raise(
                tx,
                Question.about(build.id(), "blocker", Severity.MEDIUM, "Blocked: " + build.title())
                        .asking("Is this out of the way?", List.of("cleared", "cancel"))
                        .showing(String.join("\n", build.blockers())));
    }
}
