package io.afterhours.foundation.parking;

import io.afterhours.foundation.nats.ParkedAgents;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The parked agents of a service, in its database. Who applies whose messages is leased by the clock of the database. */
@ApplicationScoped
public class ParkedStore implements ParkedAgents {
    private final Jdbi jdbi;
    private final Iterable<ParkingNews> news;
    private final UUID worker;

    @Inject
    ParkedStore(Jdbi jdbi, Instance<ParkingNews> news) {
        this(jdbi, news, UUID.randomUUID());
    }

    /**
     * The store of one of several processes.
     *
     * @param worker stands for the process
     */
    ParkedStore(Jdbi jdbi, Iterable<ParkingNews> news, UUID worker) {
        this.jdbi = jdbi;
        this.news = news;
        this.worker = worker;
    }

    /**
     * A parked agent as people see it.
     *
     * @param waiting how many of its events are still to be applied, as of a second ago
     */
    public record Shown(String agent, Instant since, long waiting) {}

    private record Upserted(String agent, Instant since, boolean added) {}

    @Override
    public void park(String consumer, List<Part> parts) {
        jdbi.useTransaction(tx -> upsert(tx, consumer, parts).stream()
                .filter(Upserted::added)
                .forEach(each -> news.forEach(listener -> listener.parked(tx, consumer, each.agent(), each.since()))));
    }

    /** In one order, so that two processes that park the same agents cannot wait for each other. */
    private static List<Upserted> upsert(Handle tx, String consumer, List<Part> parts) {
        var sorted = parts.stream().sorted(Comparator.comparing(Part::agent)).toList();
        return tx.createQuery("""
                        insert into parked_agent as known (consumer, agent, first, last, done)
                        select :consumer, agent, first, last, first - 1
                        from unnest(:agents, :firsts, :lasts) as new (agent, first, last)
                        on conflict (consumer, agent) do update
                          set last = greatest(known.last, excluded.last), coming_back = false
                        returning agent, since, xmax = 0 as added""")
                .bind("consumer", consumer)
                .bind("agents", ArrayOf.texts(sorted, Part::agent))
                .bind("firsts", ArrayOf.bigints(sorted, Part::first))
                .bind("lasts", ArrayOf.bigints(sorted, Part::last))
                .map((rows, context) ->
                        new Upserted(rows.getString("agent"), Instants.of(rows, "since"), rows.getBoolean("added")))
                .list();
    }

    @Override
    public List<Parked> claim(String consumer, Duration lease) {
        return jdbi.inTransaction(tx -> {
            if (shown(tx, consumer).isEmpty()) {
                return List.of();
            }
            tx.createUpdate("""
                            update parked_agent set worker = :worker,
                              leased_until = clock_timestamp() + make_interval(secs => :seconds)
                            where consumer = :consumer and agent in (select agent from parked_agent
                              where consumer = :consumer and (worker = :worker or leased_until < clock_timestamp())
                              for update skip locked)""")
                    .bind("worker", worker)
                    .bind("seconds", lease.toMillis() / 1_000.0)
                    .bind("consumer", consumer)
                    .execute();
            return all(tx, consumer);
        });
    }

    @Override
    public List<Parked> all(String consumer) {
        return jdbi.withHandle(handle -> all(handle, consumer));
    }

    private List<Parked> all(Handle handle, String consumer) {
        return handle.createQuery("""
                        select *, coalesce(worker = :worker, false) as mine from parked_agent
                        where consumer = :consumer order by since, agent""")
                .bind("worker", worker)
                .bind("consumer", consumer)
                .map((rows, context) -> parked(rows))
                .list();
    }

    private static Parked parked(ResultSet rows) throws SQLException {
        return new Parked(
                new Part(rows.getString("agent"), rows.getLong("first"), rows.getLong("last")),
                rows.getLong("done"),
                Instants.of(rows, "since"),
                rows.getBoolean("coming_back"),
                rows.getBoolean("mine"));
    }

    @Override
    public void note(String consumer, String agent, long done, long waiting) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update parked_agent set done = greatest(done, :done), waiting = :waiting
                        where consumer = :consumer and agent = :agent and worker = :worker""")
                .bind("done", done)
                .bind("waiting", waiting)
                .bind("consumer", consumer)
                .bind("agent", agent)
                .bind("worker", worker)
                .execute());
    }

    @Override
    public void comeBack(String consumer, String agent) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update parked_agent set coming_back = true where consumer = :consumer and agent = :agent""")
                .bind("consumer", consumer)
                .bind("agent", agent)
                .execute());
    }

    @Override
    public boolean end(String consumer, String agent, long last) {
        return jdbi.inTransaction(tx -> {
            var since = tx.createQuery("""
                            delete from parked_agent
                            where consumer = :consumer and agent = :agent and last <= :last and coming_back
                            returning since""")
                    .bind("consumer", consumer)
                    .bind("agent", agent)
                    .bind("last", last)
                    .map((rows, context) -> Instants.of(rows, "since"))
                    .findOne();
            since.ifPresent(at -> news.forEach(listener -> listener.over(tx, consumer, agent, at)));
            return since.isPresent();
        });
    }

    /** Who is parked at a consumer, longest first. */
    public List<Shown> list(String consumer) {
        return jdbi.withHandle(handle -> shown(handle, consumer));
    }

    private static List<Shown> shown(Handle handle, String consumer) {
        return handle.createQuery("""
                        select agent, since, waiting from parked_agent where consumer = :consumer order by since, agent""")
                .bind("consumer", consumer)
                .map((rows, context) ->
                        new Shown(rows.getString("agent"), Instants.of(rows, "since"), rows.getLong("waiting")))
                .list();
    }
}
