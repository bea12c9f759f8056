package io.afterhours.foundation.inbox;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.foundation.nats.Refused;
import io.afterhours.foundation.quarantine.Quarantine;
import io.afterhours.foundation.sql.BinaryCopy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells events seen for the first time from those that come again. */
@ApplicationScoped
public class Inbox {
    private static final int WORTH_A_COPY = 100;
    private static final String COPY = "inbox";
    private static final String UNIQUE_VIOLATION = "23505";

    private final Quarantine quarantine;
    private final Counter duplicates;

    Inbox(Quarantine quarantine, MeterRegistry meters) {
        this.quarantine = quarantine;
        this.duplicates = meters.counter("afterhours.duplicates");
    }

    /**
     * Which of the deliveries are new, in their order; they count as seen when the transaction commits. One that has the id
     * of an event already seen and another body is put into quarantine as a conflict.
     */
    public <T> List<Delivery<T>> fresh(Handle tx, List<Delivery<T>> deliveries) {
        var first = new LinkedHashMap<Key, Delivery<T>>();
        var again = new ArrayList<Delivery<T>>();
        for (var delivery : deliveries) {
            if (first.putIfAbsent(Key.of(delivery), delivery) != null) {
                again.add(delivery);
            }
        }
        var inserted = insert(tx, first);
        var fresh = new ArrayList<Delivery<T>>(inserted.size());
        for (var entry : first.entrySet()) {
            if (inserted.contains(entry.getKey())) {
                fresh.add(entry.getValue());
            } else {
                again.add(entry.getValue());
            }
        }
        if (!again.isEmpty()) {
            duplicates.increment(again.size());
            conflicts(tx, again);
        }
        return fresh;
    }

    /** Why each of what was read must not be applied, by its place in the list; null where nothing speaks against it. */
    @FunctionalInterface
    public interface Objections {
        @Nullable String to(int index);
    }

    /** {@link #take(Handle, List, Function, Function)} where nothing but the reading decides. */
    public <T, R> List<R> take(Handle tx, List<Delivery<T>> batch, Function<Delivery<T>, R> reading) {
        return take(tx, batch, reading, read -> index -> null);
    }

    /**
     * Reads each delivery, and returns what was read of those that are new. One that cannot be read, or that something speaks
     * against, goes into quarantine before it counts as seen, so that it can be replayed; its neighbours count.
     *
     * @param reading throws {@link InvalidEvent} for what cannot be true
     * @param objecting looks at everything that was read at once, in its order
     */
    public <T, R> List<R> take(
            Handle tx,
            List<Delivery<T>> batch,
            Function<Delivery<T>, R> reading,
            Function<List<R>, Objections> objecting) {
        var deliveries = new ArrayList<Delivery<T>>(batch.size());
        var read = new ArrayList<R>(batch.size());
        for (var delivery : batch) {
            try {
                read.add(reading.apply(delivery));
                deliveries.add(delivery);
            } catch (InvalidEvent e) {
                quarantine.add(tx, Refused.of(delivery, String.valueOf(e.getMessage())));
            }
        }
        var objections = objecting.apply(List.copyOf(read));
        var taken = new IdentityHashMap<Delivery<T>, R>();
        for (int i = 0; i < deliveries.size(); i++) {
            var objection = objections.to(i);
            if (objection == null) {
                taken.put(deliveries.get(i), read.get(i));
            } else {
                quarantine.add(tx, Refused.of(deliveries.get(i), objection));
            }
        }
        deliveries.removeIf(delivery -> !taken.containsKey(delivery));
        return fresh(tx, deliveries).stream().map(taken::get).toList();
    }

    /**
     * Nearly always all of a batch are new: they are copied, which costs the least. Where one is there already nothing of the copy
     * stays, and they are inserted, which tells the new ones from the others. Few are inserted at once, because that is one question
     * to the database and a copy between savepoints is three.
     */
    private static <T> Set<Key> insert(Handle tx, Map<Key, Delivery<T>> first) {
        if (first.size() < WORTH_A_COPY) {
            return insertMissing(tx, first);
        }
        tx.savepoint(COPY);
        try {
            copy(tx, first);
            tx.releaseSavepoint(COPY);
            return first.keySet();
        } catch (IllegalStateException e) {
            if (!isDuplicate(e)) {
                throw e;
            }
            tx.rollbackToSavepoint(COPY);
            return insertMissing(tx, first);
        }
    }

    private static <T> void copy(Handle tx, Map<Key, Delivery<T>> first) {
        BinaryCopy.into(
                tx,
                "inbox",
                List.of("consumer", "source", "event_id", "hash"),
                rows -> first.forEach((key, delivery) -> rows.row()
                        .text(key.consumer())
                        .text(key.source())
                        .text(key.id())
                        .bigint(delivery.hash())));
    }

    private static boolean isDuplicate(IllegalStateException failure) {
        return failure.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }

    private static <T> Set<Key> insertMissing(Handle tx, Map<Key, Delivery<T>> first) {
        var consumers = new ArrayList<String>();
        var sources = new ArrayList<String>();
        var ids = new ArrayList<String>();
        var hashes = new ArrayList<Long>();
        for (var delivery : first.values()) {
            consumers.add(delivery.consumer());
            sources.add(delivery.publisher());
            ids.add(delivery.id());
            hashes.add(delivery.hash());
        }
        return tx.createQuery("""
                        insert into inbox (consumer, source, event_id, hash)
                        select * from unnest(:consumers, :sources, :ids, :hashes)
                        on conflict do nothing
                        returning consumer, source, event_id""")
                .bindArray("consumers", String.class, consumers)
                .bindArray("sources", String.class, sources)
                .bindArray("ids", String.class, ids)
                .bindArray("hashes", Long.class, hashes)
                .map((rows, context) -> key(rows))
                .set();
    }

    private static Key key(ResultSet rows) throws SQLException {
        return new Key(rows.getString("consumer"), rows.getString("source"), rows.getString("event_id"));
    }

    private <T> void conflicts(Handle tx, List<Delivery<T>> again) {
        for (var delivery : again) {
            var known = tx.createQuery("""
                            select hash from inbox where consumer = :consumer and source = :source and event_id = :id""")
                    .bind("consumer", delivery.consumer())
                    .bind("source", delivery.publisher())
                    .bind("id", delivery.id())
                    .mapTo(Long.class)
                    .one();
            if (known != delivery.hash()) {
                quarantine.add(
                        tx,
                        Refused.of(
                                delivery,
                                "ce-id: expected a new id for a new event, was " + delivery.id()
                                        + ", under which another event is already applied"));
            }
        }
    }

    private record Key(String consumer, String source, String id) {
        static Key of(Delivery<?> delivery) {
            return new Key(delivery.consumer(), delivery.publisher(), delivery.id());
        }
    }
}
