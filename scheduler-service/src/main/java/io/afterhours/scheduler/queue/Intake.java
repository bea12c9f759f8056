package io.afterhours.scheduler.queue;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Severity;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.scheduler.calibration.Estimator;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.ApprovalRules;
import io.afterhours.scheduler.planning.Score;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes builds in, from wherever they come: the same checks, the same rule of what is the same build. */
@ApplicationScoped
public class Intake {
    private final IntakeStore store;
    private final BuildEvents events;
    private final Escalations escalations;
    private final Estimator estimator;
    private final PlanningWake planning;
    private final InstantSource clock;

    Intake(
            IntakeStore store,
            BuildEvents events,
            Escalations escalations,
            Estimator estimator,
            PlanningWake planning,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.escalations = escalations;
        this.estimator = estimator;
        this.planning = planning;
        this.clock = clock;
    }

    /** What became of a request: a new build, or the one it is the same as. */
    public record Taken(Build build, boolean isNew) {}

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

    private Taken take(Handle tx, BuildRequested request, Approval approval, String by) {
        checkDependencies(tx, request);
        var now = clock.instant();
        var inserted = store.insert(
                tx,
                new NewBuild(
                        request,
                        approval,
                        Score.of(request.impact(), request.effort(), request.priority(), new HashSet<>(request.tags())),
                        estimator.estimate(tx, request.kind(), request.effort(), request.agent(), request.model()),
                        by,
                        now));
        if (inserted.isEmpty()) {
            var same = store.same(tx, request.key(), request.kind(), request.title())
                    .orElseThrow(() -> new InvalidEvent("key", "a build that can be stored", request.key()));
            return new Taken(same, false);
        }
        var build = inserted.get();
        store.addDependencies(tx, build.id(), request.dependsOn());
        events.say(tx, build, "queued", "Queued by " + by + ".", now);
        if (build.approval() == Approval.NEEDED) {
            askForApproval(tx, build);
        }
        if (!build.blockers().isEmpty()) {
            askAboutBlockers(tx, build);
        }
        tx.afterCommit(planning::wake);
        return new Taken(build, true);
    }

    /** New edges lead from a new build to builds there are, so that no edge can close a cycle. */
    private void checkDependencies(Handle tx, BuildRequested request) {
        if (request.dependsOn().isEmpty()) {
            return;
        }
        var numbers = request.dependsOn().stream()
                .map(each -> BuildId.parse("dependsOn.id", each.id()).number())
                .toList();
        if (new HashSet<>(numbers).size() < numbers.size()) {
            throw new InvalidEvent("dependsOn", "each build once", ids(request.dependsOn()));
        }
        var existing = store.existing(tx, numbers);
        for (var number : numbers) {
            if (!existing.contains(number)) {
                throw new InvalidEvent("dependsOn.id", "the id of a build there is", new BuildId(number));
            }
        }
    }

    private static List<String> ids(List<Dependency> dependencies) {
        return dependencies.stream().map(Dependency::id).toList();
    }

    void askForApproval(Handle tx, Build build) {
        escalations.raise(
                tx,
                Question.about(build.id(), "approval", Severity.MEDIUM, "Approve: " + build.title())
                        .asking("It needs your consent because " + reason(build) + ".", List.of("approve", "reject"))
                        .showing(build.prompt()));
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
