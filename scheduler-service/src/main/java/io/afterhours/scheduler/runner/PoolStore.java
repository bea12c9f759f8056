package io.afterhours.scheduler.runner;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code pool}: whether runners take what is sent to them. */
@ApplicationScoped
public class PoolStore {
    /** The pool that builds are sent to. */
    public static final String DEFAULT = "default";

    /**
     * Counts that an attempt was not taken; several that were on their way together count once.
     *
     * @return how often in a row that was so; nothing where it was counted with another, or where the pool is held already
     */
    public Optional<Integer> countUntaken(Handle tx, String pool, Instant dispatchedAt, Instant now) {
        return tx.createQuery("""
                        insert into pool (name, untaken, counted_at) values (:pool, 1, :now)
                        on conflict (name) do update set untaken = pool.untaken + 1, counted_at = excluded.counted_at
                        where pool.counted_at < :dispatchedAt and pool.held_by is null
                        returning untaken""")
                .bind("pool", pool)
                .bind("now", now)
                .bind("dispatchedAt", dispatchedAt)
                .mapTo(Integer.class)
                .findOne();
    }

    /** A runner took something: the count begins again. */
    public void countTaken(Handle tx, String pool) {
        tx.createUpdate("update pool set untaken = 0 where name = :pool and untaken > 0")
                .bind("pool", pool)
                .execute();
    }

    /** Nothing is sent there from here on; the escalation of that number asks why. */
    public void hold(Handle tx, String pool, long escalation) {
        tx.createUpdate("update pool set held_by = :escalation where name = :pool")
                .bind("pool", pool)
                .bind("escalation", escalation)
                .execute();
    }

    /** Lets a held pool have builds again; returns the number of the escalation that asked. */
    public Optional<Long> release(Handle tx, String pool) {
        return tx.createQuery("""
                        with held as (select name, held_by from pool where name = :pool and held_by is not null for update)
                        update pool set held_by = null, untaken = 0 from held where pool.name = held.name
                        returning held.held_by""").bind("pool", pool).mapTo(Long.class).findOne();
    }

    /** Lets the pool have builds again about which that escalation asked; says whether there is one. */
    public boolean releaseAsked(Handle tx, long escalation) {
        return tx.createUpdate("update pool set held_by = null, untaken = 0 where held_by = :escalation")
                        .bind("escalation", escalation)
                        .execute()
                > 0;
    }
}
