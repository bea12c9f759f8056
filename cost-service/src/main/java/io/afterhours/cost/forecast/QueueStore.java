package io.afterhours.cost.forecast;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.QueueExpected;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;

/** The table {@code queue_expected}. */
@ApplicationScoped
class QueueStore {
    Queue last(Handle tx) {
        return tx.createQuery("select event from queue_expected")
                .mapTo(String.class)
                .findOne()
                .map(event -> new Queue(Json.read(event.getBytes(StandardCharsets.UTF_8), QueueExpected.class)))
                .orElse(Queue.UNKNOWN);
    }

    /** Takes what the scheduler says; what it said earlier changes nothing. */
    void put(Handle tx, QueueExpected event) {
        tx.createUpdate("""
                        insert into queue_expected as known (event, at) values (cast(:event as jsonb), :at)
                        on conflict (one) do update set event = excluded.event, at = excluded.at where known.at < excluded.at""")
                .bind("event", new String(Json.write(event), StandardCharsets.UTF_8))
                .bind("at", event.at())
                .execute();
    }
}
