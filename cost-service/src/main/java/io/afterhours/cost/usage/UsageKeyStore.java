package io.afterhours.cost.usage;

import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code usage_key}: which reports came over HTTP, and what they were priced at. */
@ApplicationScoped
public class UsageKeyStore {
    /** A report that is already booked. */
    record Known(String report, Priced priced) {}

    /** Finds a key; whoever asks for the same one meanwhile waits until this transaction ends. */
    Optional<Known> find(Handle tx, String key) {
        tx.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .bind("key", key)
                .mapTo(Integer.class)
                .one();
        return tx.createQuery("select * from usage_key where key = :key")
                .bind("key", key)
                .map((rows, context) -> {
                    var nanos = (Long) rows.getObject("cost_nanos");
                    return new Known(
                            rows.getString("report"),
                            new Priced(nanos == null ? null : new Money(nanos), Basis.of(rows.getString("basis"))));
                })
                .findOne();
    }

    void add(Handle tx, String key, String report, Priced priced, Instant at) {
        var cost = priced.cost();
        tx.createUpdate("""
                        insert into usage_key (key, report, cost_nanos, basis, at) values (:key, :report, :cost, :basis, :at)""")
                .bind("key", key)
                .bind("report", report)
                .bind("cost", cost == null ? null : cost.nanos())
                .bind("basis", priced.basis().word())
                .bind("at", at)
                .execute();
    }

    /** Forgets keys that came before; how many that were. */
    int forget(Handle tx, Instant before) {
        return tx.createUpdate("delete from usage_key where at < :before")
                .bind("before", before)
                .execute();
    }
}
