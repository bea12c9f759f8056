package io.afterhours.scheduler.clearance;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Severity;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.Lexicon;
import io.afterhours.scheduler.safety.Requirement;
import io.afterhours.scheduler.safety.SafetyCheck;
import io.afterhours.scheduler.safety.SafetyRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Looks at the text of builds, holds those in which something was seen, and lets them go; in the caller's transaction. */
@ApplicationScoped
public class SafetyKeeper {
    private static final int AT_ONCE = 500;

    private final SafetyStore store;
    private final BuildStore builds;
    private final BuildEvents events;
    private final Escalations escalations;
    private final Audit audit;
    private final SafetyConfig config;
    private final DispatchConfig dispatch;
    private final PlanningWake planning;
    private final InstantSource clock;
    private final Lexicon lexicon;

    SafetyKeeper(
            SafetyStore store,
            BuildStore builds,
            BuildEvents events,
            Escalations escalations,
            Audit audit,
            SafetyConfig config,
            DispatchConfig dispatch,
            PlanningWake planning,
            InstantSource clock) {
        this.store = store;
        this.builds = builds;
        this.events = events;
        this.escalations = escalations;
        this.audit = audit;
        this.config = config;
        this.dispatch = dispatch;
        this.planning = planning;
        this.clock = clock;
        this.lexicon = Lexicon.bundled()
                .with(
                        config.dangerousWords().orElse(List.of()),
                        config.dangerousPaths().orElse(List.of()));
    }

    /** What the checks see in a text, whatever the person said of it before. */
    List<Finding> see(Requirement asked) {
        return SafetyRules.check(asked, lexicon);
    }

    /** What would hold such a build until the person said that it is fine. */
    public List<Finding> wouldHold(Handle tx, BuildRequested asked) {
        return holding(
                tx,
                see(requirement(asked.title(), asked.prompt(), asked.agent(), asked.workspace(), asked.accept())),
                asked.kind());
    }

    /** Those of the findings that hold a build of this kind: what nobody said is always fine. */
    List<Finding> holding(Handle tx, List<Finding> seen, String kind) {
        return seen.isEmpty() || !isLookedAt(kind) ? List.of() : uncovered(seen, kind, store.rules(tx, kind));
    }

    /** Looks at a build that was just queued; one in which nothing is seen costs no statement. */
    public void lookAtNew(Handle tx, Build build) {
        if (isLookedAt(build.kind())) {
            var seen = see(requirement(build));
            if (!seen.isEmpty()) {
                judge(tx, build, seen);
            }
        }
    }

    /** Looks again at a build whose text was changed, and holds it where the person has to be asked. */
    public void look(Handle tx, Build build) {
        if (isLookedAt(build.kind())) {
            judge(tx, build, see(requirement(build)));
        }
    }

    /** All that the checks go by, but for what a person said is always fine; another text is other rules. */
    String rules() {
        var all = lexicon.written()
                + config.enabled()
                + config.allowedKinds().orElse(List.of()).stream().sorted().toList()
                + config.programAgents().stream().sorted().toList()
                + dispatch.defaultAgent();
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Looks at builds that wait by the rules that count; what they hold or let go otherwise than before is said in the build's history. */
    void review(Handle tx, List<Build> waiting) {
        var before = store.findings(tx, waiting);
        for (var build : waiting) {
            var open = holding(tx, see(requirement(build)), build.kind());
            if (!open.equals(before.getOrDefault(build.id().number(), List.of()))) {
                hold(tx, build, open);
                say(
                        tx,
                        build.id(),
                        open.isEmpty()
                                ? "Safety: the rules changed, and nothing holds it any more."
                                : "Safety: the rules changed, and it " + SafetyQuestion.said(open) + ".");
            }
        }
        tx.afterCommit(planning::wake);
    }

    /**
     * Looks again at a build that was given to another agent, where one of them reads what the other runs: the checks see other things
     * in a text than in a program.
     *
     * @param after the same build, with the other agent
     */
    public void lookAgain(Handle tx, Build before, Build after) {
        if (requirement(after).program() != requirement(before).program()) {
            look(tx, after);
        }
    }

    private boolean isLookedAt(String kind) {
        return config.enabled() && !config.allowedKinds().orElse(List.of()).contains(kind);
    }

    private void judge(Handle tx, Build build, List<Finding> seen) {
        var open = uncovered(seen, build.kind(), store.rules(tx, build.kind()));
        if (!seen.isEmpty() && open.isEmpty()) {
            events.note(
                    tx,
                    build.id(),
                    "safety",
                    "Safety: it " + SafetyQuestion.said(seen) + ". Always fine for this kind.",
                    clock.instant());
        }
        hold(tx, build, open);
    }

    private void hold(Handle tx, Build build, List<Finding> open) {
        escalations.settle(tx, build.id(), SafetyQuestion.KIND, "looked at again", "the scheduler", null);
        store.hold(tx, build.id(), open);
        if (!open.isEmpty()) {
            escalations.raise(
                    tx,
                    Question.about(build.id(), SafetyQuestion.KIND, Severity.MEDIUM, "Is this fine? " + build.title())
                            .asking(SafetyQuestion.asking(open, build.kind()), SafetyQuestion.OPTIONS)
                            .showing(build.prompt()));
        }
    }

    /** Carries out what the person answered, but for a cancel. */
    public void answered(Handle tx, BuildId id, String option, String by, @Nullable String note) {
        var build = builds.lock(tx, id).orElseThrow(() -> Problem.notFound("build", id.toString()));
        if (option.equals(SafetyQuestion.ALWAYS)) {
            for (var finding : store.findings(tx, List.of(build)).getOrDefault(id.number(), List.of())) {
                allow(tx, finding.check(), build.kind(), remembered(finding), by, note);
            }
        }
        store.fine(tx, id);
        say(tx, id, "Safety: fine, says " + by + (note == null || note.isBlank() ? "." : ": " + note));
        audit.note(tx, by, option, id.toString(), note, "done");
        tx.afterCommit(planning::wake);
    }

    /** The words of an unclear text are all of it, and no other has them: what is remembered is that it may be unclear. */
    private static @Nullable String remembered(Finding finding) {
        return finding.check() == SafetyCheck.UNCLEAR ? null : finding.phrase();
    }

    /** Adds a rule, and lets held builds go that it covers. */
    void allow(Handle tx, SafetyCheck check, String kind, @Nullable String phrase, String by, @Nullable String note) {
        var added = store.add(tx, check, kind, phrase, clock.instant(), by, note);
        if (added.isEmpty()) {
            return;
        }
        audit.note(
                tx,
                by,
                "always fine",
                check.word() + " for kind " + kind + (phrase == null ? "" : ": " + phrase),
                note,
                "done");
        var rules = store.rules(tx, kind);
        for (var id : first(tx, kind, "held")) {
            var build = builds.find(tx, id).orElseThrow();
            var seen = store.findings(tx, List.of(build)).getOrDefault(id.number(), List.of());
            var open = uncovered(seen, kind, rules);
            if (open.isEmpty()) {
                store.hold(tx, id, List.of());
                escalations.settle(tx, id, SafetyQuestion.KIND, SafetyQuestion.ALWAYS, by, note);
                say(tx, id, "Safety: always fine for this kind, says " + by + ".");
            } else if (open.size() < seen.size()) {
                hold(tx, build, open);
            }
        }
        tx.afterCommit(planning::wake);
    }

    /** As many as a person waits for; of more than these, all are left to the review. */
    private List<BuildId> first(Handle tx, String kind, String safety) {
        var found = store.waiting(tx, kind, safety, AT_ONCE);
        if (found.size() == AT_ONCE) {
            store.reviewAgain(tx);
        }
        return found;
    }

    /** Withdraws a rule; builds that started no sooner than now are looked at again. */
    SafetyRule revoke(Handle tx, SafetyRuleId id, String by) {
        var revoked = store.revoke(tx, id, clock.instant(), by)
                .orElseThrow(() -> Problem.notFound("safety rule", id.toString()));
        audit.note(tx, by, "revoke safety rule", id.toString(), null, "done");
        for (var waiting : first(tx, revoked.kind(), "clear")) {
            look(tx, builds.find(tx, waiting).orElseThrow());
        }
        tx.afterCommit(planning::wake);
        return revoked;
    }

    private void say(Handle tx, BuildId id, String text) {
        events.say(tx, builds.find(tx, id).orElseThrow(), "changed", text, clock.instant());
    }

    private static List<Finding> uncovered(List<Finding> seen, String kind, List<SafetyRule> rules) {
        return seen.stream()
                .filter(each -> rules.stream().noneMatch(rule -> rule.covers(each, kind)))
                .toList();
    }

    private Requirement requirement(Build build) {
        return requirement(build.title(), build.prompt(), build.agent(), build.workspace(), build.accept());
    }

    /** A prompt is a program where the agent runs it; one that was not given, but for the title, is only where that agent was asked for. */
    Requirement requirement(
            String title, String prompt, @Nullable String agent, @Nullable String workspace, @Nullable String accept) {
        var programs = config.programAgents();
        var program = agent != null
                ? programs.contains(agent)
                : programs.contains(dispatch.defaultAgent()) && !Objects.equals(title, prompt);
        return new Requirement(title, prompt, workspace, accept, program);
    }

    /** Reads a check's word in a request. */
    static SafetyCheck check(@Nullable String word) {
        if (word == null) {
            throw new InvalidEvent("check", "one of unclear, destructive, external", null);
        }
        return SafetyCheck.of(word);
    }
}
