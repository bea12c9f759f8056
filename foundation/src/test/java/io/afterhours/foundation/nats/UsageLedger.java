package io.afterhours.foundation.nats;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.outbox.Outbox;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** The smallest service there can be: it writes the session of each usage report into a table, once, and says so. */
@ApplicationScoped
public class UsageLedger {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Outbox outbox;
    private final AtomicInteger largestBatch = new AtomicInteger();
    private final AtomicInteger mostBytes = new AtomicInteger();
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private volatile boolean cured;

    UsageLedger(Jdbi jdbi, Inbox inbox, Outbox outbox) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        jdbi.useHandle(handle -> handle.execute(
                "create table if not exists ledger (id bigserial, session text not null, input bigint not null)"));
    }

    @Incoming("usage")
    @RunOnVirtualThread
    void on(List<Delivery<UsageReported>> batch) {
        largestBatch.accumulateAndGet(batch.size(), Math::max);
        mostBytes.accumulateAndGet(
                batch.stream().mapToInt(each -> each.payload().length).sum(), Math::max);
        mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
        try {
            write(batch);
        } finally {
            atATime.decrementAndGet();
        }
    }

    private void write(List<Delivery<UsageReported>> batch) {
        jdbi.useTransaction(tx -> {
            for (var delivery : inbox.fresh(tx, batch)) {
                if (delivery.event().session().startsWith("poison") && !cured) {
                    throw new IllegalStateException("this one always fails");
                }
                tx.execute(
                        "insert into ledger (session, input) values (?, ?)",
                        delivery.event().session(),
                        delivery.event().inputTokens());
                outbox.add(
                        tx,
                        new Subject.OfCost("recorded"),
                        new CostRecorded(
                                delivery.event().session(),
                                delivery.publisher(),
                                null,
                                1,
                                null,
                                0,
                                delivery.receivedAt()));
            }
        });
    }

    int largestBatch() {
        return largestBatch.get();
    }

    int mostBytes() {
        return mostBytes.get();
    }

    /** How many batches were here at a time, at most. */
    int mostAtATime() {
        return mostAtATime.get();
    }

    /** From now on a poisonous report is no longer one. */
    void cure() {
        cured = true;
    }

    int count(String session) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from ledger where session = :session")
                .bind("session", session)
                .mapTo(Integer.class)
                .one());
    }

    int countLike(String prefix) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from ledger where session like :prefix")
                .bind("prefix", prefix + "%")
                .mapTo(Integer.class)
                .one());
    }

    /** The input tokens of a session's reports, in the order in which they were applied. */
    List<Integer> inputs(String session) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select input from ledger where session = :session order by id")
                        .bind("session", session)
                        .mapTo(Integer.class)
                        .list());
    }
}
