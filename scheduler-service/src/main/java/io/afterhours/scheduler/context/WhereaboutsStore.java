package io.afterhours.scheduler.context;

import io.afterhours.contracts.Words;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.facts.Row;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.policy.Whereabouts.Hand;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code whereabouts}, of one row. */
@ApplicationScoped
public class WhereaboutsStore {
    /** How often being seen is written down at most: it is asked for to the quarter of an hour. */
    static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    public Whereabouts read(Handle tx) {
        return fact().read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<Whereabouts> fact() {
        return Fact.of("select context, until, last_seen from whereabouts", rows -> {
            var row = rows.getFirst();
            return new Whereabouts(hand(row), row.instantOrNull("last_seen"));
        });
    }

    void say(Handle tx, Hand hand, String by, Instant now) {
        tx.createUpdate("update whereabouts set context = :context, until = :until, said_at = :now, said_by = :by")
                .bind("context", hand.context().word())
                .bind("until", hand.until())
                .bind("now", now)
                .bind("by", by)
                .execute();
    }

    void clear(Handle tx) {
        tx.execute("update whereabouts set context = null, until = null, said_at = null, said_by = null");
    }

    /** Writes down that the person was there; false when that was written down less than a minute ago. */
    boolean seen(Handle tx, Instant now) {
        return tx.createUpdate(
                                "update whereabouts set last_seen = :now where last_seen is null or last_seen <= :before")
                        .bind("now", now)
                        .bind("before", now.minus(SEEN_EVERY))
                        .execute()
                == 1;
    }

    private static @Nullable Hand hand(Row row) {
        var context = row.textOrNull("context");
        return context == null
                ? null
                : new Hand(Words.read("context", context, Context.values()), row.instantOrNull("until"));
    }
}
