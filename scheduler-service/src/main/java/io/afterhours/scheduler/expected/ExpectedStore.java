package io.afterhours.scheduler.expected;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.QueueExpected;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code queue_expected}: what was said last. */
@ApplicationScoped
class ExpectedStore {
    /** Held until the transaction ends, so that of two schedulers one says what changed, and once; empty before the first time. */
    Optional<QueueExpected> lock(Handle tx) {
        return tx.createQuery("select event from queue_expected for update")
                .mapTo(String.class)
                .findOne()
                .map(event -> Json.read(event.getBytes(StandardCharsets.UTF_8), QueueExpected.class));
    }

    void put(Handle tx, QueueExpected event) {
        tx.createUpdate("update queue_expected set event = cast(:event as jsonb)")
                .bind("event", new String(Json.write(event), StandardCharsets.UTF_8))
                .execute();
    }

    /**
     * What is known of an attempt that runs.
     *
     * @param batch those of one batch are one piece of work
     * @param nanos what it is known to have cost by now, with all of its batch
     */
    record Known(@Nullable Long batch, long nanos) {}

    /** Of each live build by its number. */
    Map<Long, Known> known(Handle tx) {
        var known = new HashMap<Long, Known>();
        tx.createQuery("""
                        select a.build, a.batch, coalesce(c.nanos, 0) as nanos from build b
                        join attempt a on a.build = b.number and a.ended_at is null
                        left join batch g on g.number = a.batch
                        left join attempt_cost c on c.session = coalesce(g.session, a.session)
                        where b.state in ('dispatched', 'running', 'verifying')""")
                .map((rows, context) -> Map.entry(
                        rows.getLong("build"), new Known(rows.getObject("batch", Long.class), rows.getLong("nanos"))))
                .forEach(each -> known.put(each.getKey(), each.getValue()));
        return known;
    }
}
