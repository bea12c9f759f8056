package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * How many reports of progress a second become rows of the history and states of their sessions, and how long after its
 * publishing a report is committed when there is no hurry. Beside it what the disk and the driver give: the same rows, bare.
 */
final class ProgressMeasure {
    private static final double GOAL_RATE = 30_000;
    private static final Duration GOAL_LAG_P99 = Duration.ofMillis(25);
    private static final String AGENT = "reporter";
    private static final int SESSIONS = 1_000;
    private static final int WARM_UP = 60_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final int LAG_PER_SECOND = 1_000;
    private static final int LAG_WARM_UP_SECONDS = 5;
    private static final int LAG_SECONDS = 30;
    /** Every so many reports one is of the session that is watched. */
    private static final int WATCHED_EVERY = 20;

    private static final String WATCHED = "watched";

    private final Suite suite;

    ProgressMeasure(Suite suite) {
        this.suite = suite;
    }

    List<Figure> measure(int updates) throws IOException, InterruptedException {
        try (var agent = Agent.add(suite.api(), AGENT, suite.file(AGENT + ".creds"));
                var database = suite.database("progress")) {
            var reports = new Reports(agent);
            drain(reports, database, "warm", Math.min(WARM_UP, updates));
            var figures = new ArrayList<Figure>();
            var load = Machine.load();
            var before = Spent.by(suite);
            var drained = drain(reports, database, "drained", updates);
            var spent = Spent.by(suite).since(before);
            figures.add(Figure.rate(
                    "progress: drain of " + updates + " reports of " + SESSIONS + " sessions",
                    drained.afterPublishing(),
                    GOAL_RATE,
                    load));
            figures.add(Figure.rate("progress: the same, publishing included", drained.inAll(), load));
            figures.add(Figure.text("progress: processor time of a report", spent.each(updates), load));
            var bare = new BareUpdates(database).perSecond(updates);
            figures.add(Figure.rate("progress: the same rows, bare", bare, load));
            figures.add(Figure.ratio("progress: drain against bare rows", drained.afterPublishing() / bare, load));
            figures.addAll(lag(reports, database));
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of progress does not answer as expected", e);
        }
    }

    /** Rates per second: of those that were left when everything was published, and of all. */
    private record Drained(double afterPublishing, double inAll) {}

    private static Drained drain(Reports reports, Connection database, String name, int updates)
            throws IOException, InterruptedException, SQLException {
        var begun = System.nanoTime();
        for (int i = 0; i < updates; i++) {
            reports.publish(name + "-" + i % SESSIONS, i);
        }
        reports.settleAll();
        var published = System.nanoTime();
        var before = committed(database, name);
        var now = before;
        var at = published;
        while (now < updates) {
            if (at - published > LIMIT.toNanos()) {
                throw new IOException("only " + now + " of " + updates + " reports were there after " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(50);
            now = committed(database, name);
            at = System.nanoTime();
        }
        return new Drained((updates - before) / ((at - published) / 1e9), updates / ((at - begun) / 1e9));
    }

    /** How many reports the sessions of a name have taken in; a thousand rows are read for it, however long their history. */
    private static long committed(Connection database, String name) throws SQLException {
        try (var statement = database.prepareStatement(
                "select coalesce(sum((facts ->> 'updates')::bigint), 0) from session where starts_with(id, ?)")) {
            statement.setString(1, name + "-");
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** One session is looked at all the time: it says how many of its reports are committed. */
    private List<Figure> lag(Reports reports, Connection database)
            throws IOException, InterruptedException, SQLException {
        var load = Machine.load();
        var sent = new AtomicLongArray((LAG_WARM_UP_SECONDS + LAG_SECONDS) * LAG_PER_SECOND / WATCHED_EVERY);
        var failure = new ArrayList<Exception>();
        var publisher = Thread.ofPlatform().name("reports").daemon().start(() -> {
            try {
                publishEvenly(reports, sent);
            } catch (IOException | InterruptedException e) {
                failure.add(e);
            }
        });
        var waits = new ArrayList<Duration>();
        var until = System.nanoTime() + LIMIT.toNanos();
        int seen = 0;
        try (var look = database.prepareStatement("select (facts ->> 'updates')::int from session where id = ?")) {
            look.setString(1, WATCHED);
            while (seen < sent.length() && System.nanoTime() < until) {
                LockSupport.parkNanos(500_000);
                try (var rows = look.executeQuery()) {
                    var now = System.nanoTime();
                    for (int last = rows.next() ? rows.getInt(1) : 0; seen < last; seen++) {
                        waits.add(Duration.ofNanos(now - sent.get(seen)));
                    }
                }
            }
        }
        publisher.join(Duration.ofSeconds(10));
        if (!failure.isEmpty() || seen < sent.length()) {
            throw new IOException(
                    "only " + seen + " of " + sent.length() + " watched reports were committed: " + failure);
        }
        var samples = new Samples(waits.subList(LAG_WARM_UP_SECONDS * LAG_PER_SECOND / WATCHED_EVERY, waits.size()));
        return List.of(
                Figure.millis(
                        "progress: published to committed at " + LAG_PER_SECOND + "/s, p50",
                        samples.percentile(50),
                        null,
                        load),
                Figure.millis("progress: published to committed, p99", samples.percentile(99), GOAL_LAG_P99, load),
                Figure.millis("progress: published to committed, longest", samples.max(), null, load));
    }

    private static void publishEvenly(Reports reports, AtomicLongArray sent) throws IOException, InterruptedException {
        var pause = Duration.ofSeconds(1).toNanos() / LAG_PER_SECOND;
        var due = System.nanoTime();
        for (int i = 0; i < sent.length() * WATCHED_EVERY; i++) {
            if (i % WATCHED_EVERY == 0) {
                sent.set(i / WATCHED_EVERY, System.nanoTime());
                reports.publish(WATCHED, i);
            } else {
                reports.publish("paced-" + i % SESSIONS, i);
            }
            due += pause;
            var left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
        reports.settleAll();
    }
}
