package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.batching.Batch.State;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.policy.Batching;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks for builds that are alike, as the policy wants it. One at a time per database. */
@ApplicationScoped
public class Proposer {
    private static final long LOCK = 0x6261746368L;

    private final Jdbi jdbi;
    private final BatchStore batches;
    private final BatchKeeper keeper;
    private final ControlStore control;

    Proposer(Jdbi jdbi, BatchStore batches, BatchKeeper keeper, ControlStore control) {
        this.jdbi = jdbi;
        this.batches = batches;
        this.keeper = keeper;
        this.control = control;
    }

    /** Brings the proposals in step with the queue, and accepts them where the policy says so. */
    public void proposeOnce() {
        jdbi.useTransaction(tx -> {
            if (tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one()) {
                propose(tx);
            }
        });
    }

    private void propose(Handle tx) {
        var policy = control.read(tx).policy();
        keeper.keepInStep(tx, policy.batching() != Batching.OFF);
        if (policy.batching() == Batching.AUTOMATIC) {
            batches.open(tx).stream()
                    .filter(each -> each.state() == State.PROPOSED)
                    .forEach(each -> keeper.accept(tx, each.id(), "policy " + policy.name(), null));
        }
    }
}
