package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Reports that wait in the stream while their service stands still, until it has taken them in.
 *
 * @param service who takes them in
 * @param committed query for how many of a name's reports are in the database; its parameter is the beginning of their sessions'
 *     names
 */
record Backlog(Suite suite, String service, Reports reports, Connection database, String committed) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * What draining took.
     *
     * @param perSecond how many a second were taken in, from the moment the service goes on
     * @param whilePublishing processor time of a report until it stands in the stream
     * @param whileDraining processor time of it from then on
     */
    record Drained(double perSecond, String whilePublishing, String whileDraining) {
        /** The figures of it, with the goal for the rate. */
        List<Figure> figures(String what, double goal, double load) {
            return List.of(
                    Figure.rate(what + ": drain", perSecond, goal, load),
                    Figure.text(what + ": processor time, publishing", whilePublishing, load),
                    Figure.text(what + ": processor time, draining", whileDraining, load));
        }
    }

    /**
     * Publishes so many while the service stands still, and waits until it has taken all in.
     *
     * @param name with which the names of their sessions begin, and no others
     * @param report one of them, by its number
     */
    Drained drain(String name, int count, IntFunction<String> report)
            throws IOException, InterruptedException, SQLException {
        var atFirst = Spent.by(suite, service);
        signal("STOP");
        try {
            for (int i = 0; i < count; i++) {
                reports.publish(i, report.apply(i));
            }
            reports.settleAll();
        } finally {
            signal("CONT");
        }
        var begun = System.nanoTime();
        var published = Spent.by(suite, service);
        var at = begun;
        for (long now = 0; now < count; now = committed(name)) {
            if (at - begun > LIMIT.toNanos()) {
                throw new IOException("only " + now + " of " + count + " reports were there after " + LIMIT);
            }
            // Each look reads all sessions: more often, and looking would be a part of what it costs.
            TimeUnit.MILLISECONDS.sleep(100);
            at = System.nanoTime();
        }
        return new Drained(
                count / ((System.nanoTime() - begun) / 1e9),
                published.since(atFirst).each(count),
                Spent.by(suite, service).since(published).each(count));
    }

    /** The service is the suite's own process, which this run has started. */
    private void signal(String name) throws IOException, InterruptedException {
        var process = suite.processes().get(service);
        if (process == null
                || new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                                .start()
                                .waitFor()
                        != 0) {
            throw new IOException(service + " could not be sent " + name);
        }
    }

    private long committed(String name) throws SQLException {
        try (var statement = database.prepareStatement(committed)) {
            statement.setString(1, name + "-");
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
