package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many reports of progress a second become rows of the history and states of their sessions, and how long after its
 * publishing a report is committed when there is no hurry. Beside it what the disk and the driver give: the same rows, bare.
 */
final class ProgressMeasure {
    private static final double GOAL_RATE = 30_000;
    private static final Duration GOAL_LAG_P99 = Duration.ofMillis(25);
    private static final String AGENT = "reporter";
    /** So many that none of them sends more than its rate, and is parked. */
    static final int AGENTS = 50;

    private static final int SESSIONS = 1_000;
    private static final int WARM_UP = 60_000;

    private static final int LAG_PER_SECOND = 1_000;
    private static final int LAG_WARM_UP_SECONDS = 20;
    private static final int LAG_SECONDS = 30;
    /** Every so many reports one is of the session that is watched. */
    private static final int WATCHED_EVERY = 20;

    private static final int BATCH = 4_000;

    /** Some thousand rows are read for it, however long their history. */
    private static final String COMMITTED =
            "select coalesce(sum((facts ->> 'updates')::bigint), 0) from session where starts_with(id, ?)";

    private final Suite suite;

    ProgressMeasure(Suite suite) {
        this.suite = suite;
    }

    List<Figure> measure(int updates) throws IOException, InterruptedException {
        try (var agents = Crowd.add(suite, AGENT, AGENTS);
                var database = suite.database("progress")) {
            var backlog = backlog(suite, agents.agents(), database);
            backlog.drain("warm", Math.min(WARM_UP, updates), i -> report("warm", i));
            var load = Machine.load();
            var drained = backlog.drain("drained", updates, i -> report("drained", i));
            var figures = new ArrayList<>(
                    drained.figures("progress, " + updates + " reports of " + SESSIONS + " sessions", GOAL_RATE, load));
            var bare = new BareRows(
                            database,
                            "session_update",
                            "session, at, sequence, received_at, percent, state, message, step, mark",
                            ProgressMeasure::row,
                            BATCH)
                    .copiedPerSecond(updates);
            figures.add(Figure.rate("progress: the same rows, bare", bare, load));
            figures.add(Figure.ratio("progress: drain against bare rows", drained.perSecond() / bare, load));
            figures.addAll(lag(backlog.reports(), database));
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of progress does not answer as expected", e);
        }
    }

    /** One session is watched, of one report in twenty. */
    private static List<Figure> lag(Reports reports, Connection database)
            throws IOException, InterruptedException, SQLException {
        var load = Machine.load();
        var all = (LAG_WARM_UP_SECONDS + LAG_SECONDS) * LAG_PER_SECOND;
        var watched = new Watched("watched", 1, all / WATCHED_EVERY);
        watched.look(database, () -> {
            Paced each = i -> {
                if (i % WATCHED_EVERY == 0) {
                    watched.publish(
                            i / WATCHED_EVERY,
                            (session, acknowledged) -> reports.publish(0, reportOf(session, i), acknowledged));
                } else {
                    reports.publish(i, report("paced", i));
                }
            };
            each.evenly(LAG_PER_SECOND, all);
            reports.settleAll();
        });
        var lags = watched.lags(LAG_WARM_UP_SECONDS * LAG_PER_SECOND / WATCHED_EVERY, session -> true);
        return lags.figures("progress, " + LAG_PER_SECOND + "/s", GOAL_LAG_P99, load);
    }

    /** What agents report to progress-service. */
    static Backlog backlog(Suite suite, List<Agent> agents, Connection database) throws IOException {
        return new Backlog(suite, "progress", new Reports(agents, "progress"), database, COMMITTED);
    }

    /**
     * A report of one of a thousand sessions.
     *
     * @param name with which the sessions' names begin
     */
    static String report(String name, int number) {
        return reportOf(name + "-" + number % SESSIONS, number);
    }

    private static String reportOf(String session, int number) {
        return "{\"session\":\"%s\",\"percent\":%d,\"message\":\"wrote part %d\",\"step\":\"write\"}"
                .formatted(session, number % 100, number);
    }

    /** A row of the history, as COPY takes it. */
    private static String row(int number) {
        var at = Instant.EPOCH.plusMillis(number);
        return "drained-%d\t%s\t%d\t%s\t%d\t%d%%\twrote part %d\twrite\t\\N\n"
                .formatted(number % SESSIONS, at, number, at, number % 100, number % 100, number);
    }
}
