package io.afterhours.foundation.inbox;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.foundation.nats.Refused;
import io.afterhours.foundation.nats.Sha256;
import io.afterhours.foundation.quarantine.Quarantine;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.BinaryCopy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells events seen for the first time from those that come again. */
@ApplicationScoped
public class Inbox {
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
        var first = new LinkedHashMap<UUID, Delivery<T>>();
        var again = new ArrayList<Delivery<T>>();
        for (var delivery : deliveries) {
            if (first.putIfAbsent(digest(delivery), delivery) != null) {
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
    private static <T> Set<UUID> insert(Handle tx, Map<UUID, Delivery<T>> first) {
        if (first.size() < BinaryCopy.WORTH_IT) {
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

    private static <T> void copy(Handle tx, Map<UUID, Delivery<T>> first) {
        BinaryCopy.into(
                tx,
                "inbox",
                List.of("digest", "hash"),
                rows -> first.forEach(
                        (digest, delivery) -> rows.row().uuid(digest).bigint(delivery.hash())));
    }

    private static boolean isDuplicate(IllegalStateException failure) {
        return failure.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }

    private static <T> Set<UUID> insertMissing(Handle tx, Map<UUID, Delivery<T>> first) {
        return tx.createQuery("""
                        insert into inbox (digest, hash) select * from unnest(:digests, :hashes) on conflict do nothing
                        returning digest""")
                .bind("digests", ArrayOf.uuids(first.keySet()))
                .bind("hashes", ArrayOf.bigints(first.values(), Delivery::hash))
                .mapTo(UUID.class)
                .set();
    }

    private <T> void conflicts(Handle tx, List<Delivery<T>> again) {
        for (var delivery : again) {
            var known = tx.createQuery("select hash from inbox where digest = :digest")
                    .bind("digest", digest(delivery))
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

    /**
     * What tells an event from all others: its consumer, its publisher and the publisher's id, of which only the last may hold a slash. 128
     * bits of SHA-256, so that nobody finds an id under which another's event would count as seen.
     */
    private static UUID digest(Delivery<?> delivery) {
        var name = delivery.consumer() + "/" + delivery.publisher() + "/" + delivery.id();
        var digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
        return new UUID(digest.getLong(), digest.getLong());
    }
}
