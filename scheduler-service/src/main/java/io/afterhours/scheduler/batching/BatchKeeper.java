package io.afterhours.scheduler.batching;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.batch.BatchRules;
import io.afterhours.scheduler.batch.Proposal;
import io.afterhours.scheduler.batching.Batch.State;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Proposes batches, and carries out what was decided of them. All of it works in the caller's transaction. */
@ApplicationScoped
public class BatchKeeper {
    /** So much of the head of the queue is looked at for builds that are alike. */
    private static final int LOOKED_AT = 300;

    private final BatchStore batches;
    private final MemberStore members;
    private final Measurer measurer;
    private final BuildStore builds;
    private final BuildEvents events;
    private final Audit audit;
    private final PlanningWake planning;
    private final BatchConfig config;
    private final DispatchConfig dispatch;
    private final InstantSource clock;

    BatchKeeper(
            BatchStore batches,
            MemberStore members,
            Measurer measurer,
            BuildStore builds,
            BuildEvents events,
            Audit audit,
            PlanningWake planning,
            BatchConfig config,
            DispatchConfig dispatch,
            InstantSource clock) {
        this.batches = batches;
        this.members = members;
        this.measurer = measurer;
        this.builds = builds;
        this.events = events;
        this.audit = audit;
        this.planning = planning;
        this.config = config;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /**
     * Brings the proposals in step with the queue: those that still could be made stay, others go, and what came into sight is
     * added. Accepted ones whose members went elsewhere are dissolved, and those that ran to
     * their end are ended; their builds have their own estimates again.
     *
     * @param proposing whether there are to be any proposals
     */
    void keepInStep(Handle tx, boolean proposing) {
        batches.end(tx).stream()
                .flatMap(id -> batches.lock(tx, id).stream())
                .forEach(
                        each -> each.members().forEach(member -> members.estimate(tx, member.build(), member.alone())));
        var open = batches.open(tx);
        open.stream().filter(each -> each.state() == State.ACCEPTED).forEach(each -> thinOut(tx, each));
        var wanted = proposing ? proposals(tx) : List.<Proposal>of();
        var wantedIds = new HashSet<List<String>>();
        wanted.forEach(each -> wantedIds.add(each.ids()));
        var kept = new HashSet<List<String>>();
        for (var batch : open) {
            if (batch.state() == State.PROPOSED) {
                if (wantedIds.contains(ids(batch))) {
                    kept.add(ids(batch));
                } else {
                    batches.remove(tx, batch.id());
                }
            }
        }
        wanted.stream()
                .filter(each -> !kept.contains(each.ids()))
                .forEach(each -> batches.propose(tx, each, clock.instant()));
    }

    private List<Proposal> proposals(Handle tx) {
        var limits = config.limits();
        return BatchRules.propose(
                members.ready(tx, limits.kinds(), dispatch.defaultAgent(), LOOKED_AT),
                limits,
                kind -> measurer.shared(tx, kind));
    }

    /** Members that a person called off, or that wait for something of their own, do not go along. */
    private void thinOut(Handle tx, Batch batch) {
        var ready = members.lanes(tx, batch.numbers()).keySet();
        if (ready.size() < batch.members().size()) {
            leave(tx, batch, ready);
        }
    }

    /** Leaves all members out but these; one by itself is no batch. */
    void leave(Handle tx, Batch batch, Set<Long> staying) {
        var stays = staying.size() > 1;
        batch.members().stream()
                .filter(each -> !stays || !staying.contains(each.build().number()))
                .forEach(each -> members.estimate(tx, each.build(), each.alone()));
        if (stays) {
            batches.keepOnly(tx, batch.id(), staying);
        } else {
            batches.remove(tx, batch.id());
        }
    }

    /** Has the builds of a proposal go together. */
    public Batch accept(Handle tx, BatchId id, String by, @Nullable String note) {
        var batch = undecided(tx, id, "accepted");
        batch.members().forEach(each -> builds.lock(tx, each.build()));
        batches.decide(tx, id, State.ACCEPTED, by, clock.instant());
        for (var member : batch.members()) {
            members.estimate(tx, member.build(), batch.together());
            events.note(
                    tx,
                    member.build(),
                    "changed",
                    "Goes together with " + String.join(", ", batch.others(member.build())) + " as " + id + ", says "
                            + by + ".",
                    clock.instant());
        }
        audit.note(tx, by, "accept batch", id.toString(), note, "done");
        tx.afterCommit(planning::wake);
        return batches.lock(tx, id).orElseThrow();
    }

    /** Leaves the builds of a proposal alone for good. */
    public Batch dismiss(Handle tx, BatchId id, String by, @Nullable String note) {
        var batch = find(tx, id);
        if (batch.state() != State.PROPOSED && batch.state() != State.ACCEPTED) {
            throw refused(batch, "dismissed");
        }
        if (batch.state() == State.ACCEPTED) {
            batch.members().forEach(each -> members.estimate(tx, each.build(), each.alone()));
        }
        batches.decide(tx, id, State.DISMISSED, by, clock.instant());
        audit.note(tx, by, "dismiss batch", id.toString(), note, "done");
        tx.afterCommit(planning::wake);
        return batches.lock(tx, id).orElseThrow();
    }

    private Batch undecided(Handle tx, BatchId id, String what) {
        var batch = find(tx, id);
        if (batch.state() != State.PROPOSED) {
            throw refused(batch, what);
        }
        return batch;
    }

    private Batch find(Handle tx, BatchId id) {
        return batches.lock(tx, id).orElseThrow(() -> Problem.notFound("batch", id.toString()));
    }

    private static Problem refused(Batch batch, String what) {
        return Problem.conflict(
                "wrong-state", batch.id() + " is " + batch.state().word() + " and can no longer be " + what + ".");
    }

    private static List<String> ids(Batch batch) {
        return batch.members().stream().map(each -> each.build().toString()).toList();
    }
}
