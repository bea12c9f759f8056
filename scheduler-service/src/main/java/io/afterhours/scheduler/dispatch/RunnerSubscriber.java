package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptHeartbeat;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.scheduler.runner.RunnerStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Applies what runners say, in the order they said it. */
@ApplicationScoped
public class RunnerSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final AttemptKeeper keeper;
    private final RunnerStore runners;
    private final PoolKeeper pools;
    private final OverloadKeeper overload;
    private final PlanningWake planning;

    RunnerSubscriber(
            Jdbi jdbi,
            Inbox inbox,
            AttemptKeeper keeper,
            RunnerStore runners,
            PoolKeeper pools,
            OverloadKeeper overload,
            PlanningWake planning) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.keeper = keeper;
        this.runners = runners;
        this.pools = pools;
        this.overload = overload;
        this.planning = planning;
    }

    @Incoming("runner")
    @RunOnVirtualThread
    void on(List<Delivery<Record>> batch) {
        jdbi.useTransaction(tx -> {
            var beats = new LinkedHashMap<String, Map<String, Long>>();
            for (var delivery : inbox.fresh(tx, batch)) {
                apply(tx, delivery, beats);
            }
            for (var runner : beats.entrySet()) {
                keeper.renew(tx, runner.getKey(), runner.getValue());
            }
        });
    }

    private void apply(Handle tx, Delivery<Record> delivery, Map<String, Map<String, Long>> beats) {
        var runner = delivery.publisher();
        switch (delivery.event()) {
            case AttemptHeartbeat beat ->
                beats.computeIfAbsent(runner, key -> new LinkedHashMap<>()).put(beat.session(), beat.fence());
            case AttemptTaken taken -> keeper.taken(tx, runner, taken);
            case AttemptStarted started -> keeper.started(tx, runner, started);
            case AttemptVerifying verifying -> keeper.verifying(tx, runner, verifying);
            case AttemptFinished finished -> keeper.finished(tx, runner, finished);
            case RunnerReported reported -> {
                if (runners.seen(tx, runner, reported)) {
                    if (reported.state().equals("ready")) {
                        pools.heard(tx, reported.pool(), runner);
                    }
                    tx.afterCommit(planning::wake);
                }
                var host = reported.host();
                if (host != null) {
                    overload.measured(tx, runner, host);
                }
            }
            default ->
                throw new IllegalStateException(
                        "no rule for " + delivery.event().getClass().getSimpleName() + " on " + delivery.subject());
        }
    }
}
