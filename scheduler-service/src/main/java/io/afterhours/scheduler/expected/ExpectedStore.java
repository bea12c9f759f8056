package io.afterhours.scheduler.expected;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.QueueExpected;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

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

    /** What live attempts are known to have cost by now, nano-dollars by the build's number. */
    Map<Long, Long> costs(Handle tx) {
        var costs = new HashMap<Long, Long>();
        tx.createQuery("""
                        select a.build, c.nanos from build b
                        join attempt a on a.build = b.number and a.ended_at is null
                        join attempt_cost c on c.session = a.session
                        where b.state in ('dispatched', 'running', 'verifying')""")
                .map((rows, context) -> Map.entry(rows.getLong("build"), rows.getLong("nanos")))
                .forEach(each -> costs.merge(each.getKey(), each.getValue(), Long::sum));
        return costs;
    }
}
