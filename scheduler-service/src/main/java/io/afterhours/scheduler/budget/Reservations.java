package io.afterhours.scheduler.budget;

import io.afterhours.contracts.ModelName;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What attempts may still cost, held against every budget that is for them from an attempt's start to its end. The end gives it back by itself,
 * whatever ends the attempt: a trigger sees to that, so that nobody can forget and nothing is given back twice.
 */
@ApplicationScoped
public class Reservations {
    /** What a session has cost so far. */
    public record Spent(String session, long nanos, Instant at) {}

    /**
     * Whose money an attempt spends.
     *
     * @param model absent where its agent chooses it
     * @param builds the ids of the builds that it does, and their tags
     * @param exempt the names of the budgets in which it reserves whether they have room or not
     */
    public record Spender(
            String agent,
            @Nullable String model,
            Collection<String> builds,
            Collection<String> tags,
            Collection<String> exempt) {}

    /**
     * Reserves what an attempt may cost, in nano-dollars, in all budgets that are for it; or in none, where a hard one from
     * which it is not exempt has no room.
     *
     * @return whether there was room
     */
    public boolean reserve(Handle tx, String session, long mayCost, Spender spender, Instant now) {
        var model = spender.model();
        return tx.createQuery("select reserve(:session, :cost, :now, :agent, :model, :builds, :tags, :exempt)")
                .bind("agent", spender.agent())
                .bind("model", model == null ? null : ModelName.bare(model))
                .bind("builds", ArrayOf.texts(spender.builds()))
                .bind("tags", ArrayOf.texts(spender.tags()))
                .bind("exempt", ArrayOf.texts(spender.exempt()))
                .bind("session", session)
                .bind("cost", mayCost)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    /** Gives back what is reserved for a session that was not started after all. */
    public void release(Handle tx, String session) {
        tx.createQuery("select 1 from release(:session)")
                .bind("session", session)
                .mapTo(Integer.class)
                .list();
    }

    /**
     * Notes what sessions have cost, as cost-service says it. A budget that was counted later holds that money as spent, and it
     * is no longer reserved there; a budget that was not yet will, as soon as it says so.
     */
    public void note(Handle tx, Collection<Spent> spent) {
        hold(tx);
        var noted = tx.createUpdate("""
                        update reservation r set recorded = s.nanos, recorded_at = s.at
                        from unnest(:sessions, :nanos, :ats) as s (session, nanos, at)
                        where r.session = s.session and r.recorded < s.nanos""")
                .bind("sessions", ArrayOf.texts(spent, Spent::session))
                .bind("nanos", ArrayOf.bigints(spent, Spent::nanos))
                .bind("ats", ArrayOf.instants(spent, Spent::at))
                .execute();
        if (noted > 0) {
            count(tx);
        }
    }

    /**
     * Holds all budgets until the transaction ends, in the one order in which the database's own functions take them. Who writes a
     * budget or a reservation beside those functions does this first, or two who have one each wait for the other's.
     */
    void hold(Handle tx) {
        tx.createQuery("select name from budget order by name for update")
                .mapTo(String.class)
                .list();
    }

    /** No longer reserves what budgets count as spent by now. */
    void count(Handle tx) {
        tx.createQuery("select 1 from count_as_spent()").mapTo(Integer.class).list();
    }
}
