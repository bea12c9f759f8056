package io.afterhours.cost.window;

import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code subscription_window}. */
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
