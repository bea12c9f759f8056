package io.afterhours.scheduler.runner;

import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.planning.ProviderLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code subscription_window}: the windows of agents' subscriptions, as cost-service says they stand. */
@ApplicationScoped
public class WindowStore {
    /** How much of a window is used, as was said last, and when it is empty again. */
    public record Standing(double usedPercent, Instant resetsAt) {}

    /** How a window stands, held until the transaction ends; nothing where nobody spoke of it yet. */
    public Optional<Standing> standing(Handle tx, String agent, String name) {
        return tx.createQuery("""
                        select used_percent, resets_at from subscription_window where agent = :agent and name = :name for update""")
                .bind("agent", agent)
                .bind("name", name)
                .map((rows, context) -> new Standing(rows.getDouble("used_percent"), Instants.of(rows, "resets_at")))
                .findOne();
    }

    /** Keeps how a window stands; what is older than what is known changes nothing. Says whether anything changed. */
    public boolean keep(Handle tx, WindowChanged window) {
        return tx.createUpdate("""
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
                        .execute()
                > 0;
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
