package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.AttemptStopRequested;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** Ends attempts from the scheduler's side. */
@ApplicationScoped
public class Attempts {
    private final AttemptStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    Attempts(AttemptStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Ends the live attempt at a build, if there is one: at once here, and by an order to its runner there. */
    public void stopLive(Handle tx, BuildId build, String reason) {
        store.live(tx, build).ifPresent(attempt -> {
            store.end(
                    tx,
                    attempt.session(),
                    State.CANCELLED,
                    new Failure(FailureClass.CANCELLED, reason, null, null),
                    clock.instant());
            orderStop(tx, attempt, reason);
        });
    }

    /** Tells the runner to end an attempt's process tree; without a runner nobody has begun it. */
    void orderStop(Handle tx, Attempt attempt, String reason) {
        var runner = attempt.runner();
        if (runner != null) {
            orderStop(tx, runner, attempt.session(), attempt.build(), attempt.fence(), reason);
        }
    }

    void orderStop(Handle tx, String runner, String session, BuildId build, long fence, String reason) {
        outbox.add(tx, new Subject.Command(runner), new AttemptStopRequested(session, build.toString(), fence, reason));
    }
}
