package io.afterhours.cost.window;

import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The tables {@code subscription_window} and {@code window_saying}. */
@ApplicationScoped
class WindowStore {
    /** All of them, by agent and name. */
    List<SubscriptionWindow> list(Handle tx) {
        return tx.createQuery("select * from subscription_window order by agent, name")
                .map((rows, context) -> window(rows))
                .list();
    }

    /** One, locked until the transaction ends. */
    Optional<SubscriptionWindow> lock(Handle tx, String agent, String name) {
        return tx.createQuery("select * from subscription_window where agent = :agent and name = :name for update")
                .bind("agent", agent)
                .bind("name", name)
                .map((rows, context) -> window(rows))
                .findOne();
    }

    int count(Handle tx, String agent) {
        return tx.createQuery("select count(*) from subscription_window where agent = :agent")
                .bind("agent", agent)
                .mapTo(Integer.class)
                .one();
    }

    void put(Handle tx, SubscriptionWindow window) {
        tx.createUpdate("""
                        insert into subscription_window (agent, name, used_percent, reserve_percent, resets_at, said_at)
                        values (:agent, :name, :used, :reserve, :resets, :said)
                        on conflict (agent, name) do update
                            set used_percent = excluded.used_percent, reserve_percent = excluded.reserve_percent,
                                resets_at = excluded.resets_at, said_at = excluded.said_at""")
                .bind("agent", window.agent())
                .bind("name", window.name())
                .bind("used", window.usedPercent())
                .bind("reserve", window.reservePercent())
                .bind("resets", window.resetsAt())
                .bind("said", window.saidAt())
                .execute();
    }

    /** Keeps what was said until it is known whose window it is; of several of one window the newest. */
    void await(Handle tx, Saying saying, Instant now) {
        tx.createUpdate("""
                        insert into window_saying as known
                            (publisher, session, name, used_percent, resets_at, said_at, heard_at)
                        values (:publisher, :session, :name, :used, :resets, :said, :now)
                        on conflict (publisher, session, name) do update
                            set used_percent = excluded.used_percent, resets_at = excluded.resets_at, said_at = excluded.said_at
                            where known.said_at <= excluded.said_at""")
                .bind("publisher", saying.publisher())
                .bind("session", saying.session())
                .bind("name", saying.window())
                .bind("used", saying.usedPercent())
                .bind("resets", saying.resetsAt())
                .bind("said", saying.at())
                .bind("now", now)
                .execute();
    }

    /**
     * Takes out what waited: what the scheduler has spoken of meanwhile, and what was heard before.
     *
     * @param before what was heard then has waited long enough
     */
    List<Saying> awaited(Handle tx, Instant before) {
        return tx.createQuery("""
                        with taken as (
                            delete from window_saying
                            where heard_at <= :before
                                or exists (select from session where session = window_saying.session and not claimed)
                            returning *
                        )
                        select * from taken order by said_at""")
                .bind("before", before)
                .map((rows, context) -> new Saying(
                        rows.getString("publisher"),
                        rows.getString("session"),
                        rows.getString("name"),
                        rows.getDouble("used_percent"),
                        Instants.of(rows, "resets_at"),
                        Instants.of(rows, "said_at")))
                .list();
    }

    /** Forgets windows that were reset before; how many that were. */
    int forget(Handle tx, Instant resetBefore) {
        return tx.createUpdate("delete from subscription_window where resets_at < :before")
                .bind("before", resetBefore)
                .execute();
    }

    private static SubscriptionWindow window(ResultSet rows) throws SQLException {
        return new SubscriptionWindow(
                rows.getString("agent"),
                rows.getString("name"),
                rows.getDouble("used_percent"),
                rows.getInt("reserve_percent"),
                Instants.of(rows, "resets_at"),
                Instants.of(rows, "said_at"));
    }
}
