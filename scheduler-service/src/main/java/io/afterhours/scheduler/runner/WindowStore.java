package io.afterhours.scheduler.runner;

import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.planning.ProviderLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code subscription_window}: the windows of agents' subscriptions, as cost-service says they stand. */
@ApplicationScoped
public class WindowStore {
    /** Keeps how a window stands; what is older than what is known changes nothing. */
    public void keep(Handle tx, WindowChanged window) {
        tx.createUpdate("""
                        insert into subscription_window (agent, name, used_percent, reserve_percent, resets_at, said_at)
                        values (:agent, :name, :used, :reserve, :resets, :at)
                        on conflict (agent, name) do update
                          set used_percent = excluded.used_percent, reserve_percent = excluded.reserve_percent,
                            resets_at = excluded.resets_at, said_at = excluded.said_at
                          where subscription_window.said_at < excluded.said_at""")
                .bind("agent", window.agent())
                .bind("name", window.window())
                .bind("used", window.usedPercent())
                .bind("reserve", window.reservePercent())
                .bind("resets", window.resetsAt())
                .bind("at", window.at())
                .execute();
    }

    /** The windows of which nothing is left at {@code now} but what is kept for the person; an unused one is never among them. */
    public Fact<List<ProviderLimit>> limits(Instant now) {
        return new Fact<>(
                """
                        select agent, name, floor(used_percent)::int as used, reserve_percent, resets_at from subscription_window
                        where resets_at > :now and used_percent > 0 and used_percent >= 100 - reserve_percent
                        order by agent, name""",
                query -> query.bind("now", now),
                rows -> rows.stream()
                        .map(each -> new ProviderLimit(
                                each.text("agent"),
                                each.instant("resets_at"),
                                true,
                                new ProviderLimit.Window(
                                        each.text("name"),
                                        Math.toIntExact(each.number("used")),
                                        Math.toIntExact(each.number("reserve_percent")))))
                        .toList());
    }
}
