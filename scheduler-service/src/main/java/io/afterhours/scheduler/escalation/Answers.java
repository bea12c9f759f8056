package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.NightWishes;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.retry.RetryOption;
import io.afterhours.scheduler.runner.PoolStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Carries out what the person answered, or the stated default when its deadline passed. */
@ApplicationScoped
public class Answers {
    /** To a question that only tells: let it come. */
    public static final String GO_ON = "go-on";

    private static final String FALLBACK = "fallback";

    /** What more there is comes up a round later. */
    private static final int MOST_AT_ONCE = 100;

    private final EscalationStore store;
    private final Escalations escalations;
    private final Steering steering;
    private final SafetyKeeper safety;
    private final NightWishes nights;
    private final PoolStore pools;
    private final PlanningWake planning;
    private final Audit audit;
    private final InstantSource clock;

    Answers(
            EscalationStore store,
            Escalations escalations,
            Steering steering,
            SafetyKeeper safety,
            NightWishes nights,
            PoolStore pools,
            PlanningWake planning,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.escalations = escalations;
        this.steering = steering;
        this.safety = safety;
        this.nights = nights;
        this.pools = pools;
        this.planning = planning;
        this.audit = audit;
        this.clock = clock;
    }

    /** Answers an open question with one of its options, in any case and with {@code -} for spaces; one without options takes any text. */
    public Escalation answer(Handle tx, EscalationId id, String written, String by, @Nullable String note) {
        var open = open(tx, id);
        var options = open.question().options();
        var option = options.stream()
                .filter(each -> folded(each).equals(folded(written)))
                .findFirst()
                .or(() -> options.isEmpty() ? Optional.of(written) : Optional.empty())
                .orElseThrow(() -> new InvalidEvent("option", "one of " + String.join(", ", options), written));
        var closed = escalations.close(tx, open, "answered", option, by, note);
        var build = open.question().build();
        if (build != null) {
            carryOut(tx, open.question().kind(), build, option, by, note);
        }
        if (option.equals(NightWishes.NOT_TONIGHT)) {
            nights.notTonight(tx, id.number(), by, note);
        }
        if (pools.releaseAsked(tx, id.number())) {
            tx.afterCommit(planning::wake);
        }
        audit.note(tx, by, "answer " + option, id.toString(), note, "done");
        return closed;
    }

    /**
     * Notes that somebody has seen an open question; its deadline and its default stay.
     *
     * @param until when it comes up again, a time to come; absent where it does not
     */
    Escalation acknowledge(Handle tx, EscalationId id, String by, @Nullable Instant until) {
        if (until != null && !until.isAfter(clock.instant())) {
            throw new InvalidEvent("until", "a time to come", until);
        }
        var seen = escalations.acknowledge(tx, open(tx, id), by, until);
        audit.note(tx, by, until == null ? "acknowledge" : "acknowledge until " + until, id.toString(), null, "done");
        return seen;
    }

    private Escalation open(Handle tx, EscalationId id) {
        var found = store.lock(tx, id).orElseThrow(() -> Problem.notFound("escalation", id.toString()));
        if (!found.isOpen()) {
            throw Problem.conflict(
                    "wrong-state",
                    id + " is " + found.state() + " already" + (found.answer() == null ? "." : ": " + found.answer()));
        }
        return found;
    }

    private static String folded(String option) {
        return option.strip().toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
    }

    private void carryOut(Handle tx, String kind, BuildId build, String option, String by, @Nullable String note) {
        switch (kind) {
            case "approval" -> {
                if (option.equals("approve")) {
                    steering.approve(tx, build, by, note);
                } else {
                    steering.reject(tx, build, by, note);
                }
            }
            case "blocker" -> {
                if (option.equals("cleared")) {
                    steering.clearBlockers(tx, build, by, note);
                } else {
                    steering.cancel(tx, build, by, note);
                }
            }
            case "retry" -> {
                if (option.equals("cancel")) {
                    steering.cancel(tx, build, by, note);
                }
            }
            case "safety" -> {
                if (option.equals("cancel")) {
                    steering.cancel(tx, build, by, note);
                } else {
                    safety.answered(tx, build, option, by, note);
                }
            }
            case "deadline" -> {
                if (option.equals("urgent")) {
                    steering.prioritize(tx, build, Priority.URGENT, by, note);
                } else if (option.equals("cancel")) {
                    steering.cancel(tx, build, by, note);
                }
            }
            case "failure" -> steering.decide(tx, build, RetryOption.of(option), by, note);
            default -> {
                // An agent's own question: the answer is published, and the agent decides what follows.
            }
        }
    }

    /** Closes questions whose deadline passed, with their default where they have one, and puts those again that were to come up by now. */
    public int expireOnce(Handle tx) {
        escalations.reopen(tx, MOST_AT_ONCE);
        var overdue = store.overdue(tx, clock.instant());
        for (var each : overdue) {
            var fallback = each.question().defaultOption();
            if (fallback == null || !isTaken(tx, each, fallback)) {
                escalations.close(tx, each, "expired", "", "the deadline", null);
            }
        }
        return overdue.size();
    }

    /** What the build's state no longer allows does not keep the other questions open. */
    private boolean isTaken(Handle tx, Escalation each, String fallback) {
        tx.savepoint(FALLBACK);
        try {
            answer(tx, each.number(), fallback, "the deadline", null);
            tx.releaseSavepoint(FALLBACK);
            return true;
        } catch (Problem refused) {
            tx.rollbackToSavepoint(FALLBACK);
            return false;
        }
    }
}
