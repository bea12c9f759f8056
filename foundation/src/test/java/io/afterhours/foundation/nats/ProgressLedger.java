package io.afterhours.foundation.nats;

import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.foundation.inbox.Inbox;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Writes each report of progress into a table, once; those of parked agents when it is let. */
@ApplicationScoped
public class ProgressLedger {
    /** The message of a report that always fails. */
    static final String POISON = "poison";

    private final Jdbi jdbi;
    private final Inbox inbox;
    private volatile CountDownLatch parkedMay = new CountDownLatch(0);

    ProgressLedger(Jdbi jdbi, Inbox inbox) {
        this.jdbi = jdbi;
        this.inbox = inbox;
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        jdbi.useHandle(handle ->
                handle.execute("create table if not exists reported (n bigserial, session text, message text)"));
    }

    @Incoming("report")
    @RunOnVirtualThread
    void on(List<Delivery<ProgressReported>> batch) throws InterruptedException {
        if (batch.getFirst().parked()) {
            parkedMay.await();
        }
        jdbi.useTransaction(tx -> {
            for (var delivery : inbox.fresh(tx, batch)) {
                if (POISON.equals(delivery.event().message())) {
                    throw new IllegalStateException("this one always fails");
                }
                tx.execute(
                        "insert into reported (session, message) values (?, ?)",
                        delivery.event().session(),
                        delivery.event().message());
            }
        });
    }

    /** Holds what parked agents sent. */
    void hold() {
        parkedMay = new CountDownLatch(1);
    }

    void release() {
        parkedMay.countDown();
    }

    /** The messages of a session's reports, in the order in which they were written. */
    List<String> messages(String session) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select message from reported where session = :session order by n")
                        .bind("session", session)
                        .mapTo(String.class)
                        .list());
    }
}
