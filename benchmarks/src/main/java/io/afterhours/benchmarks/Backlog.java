package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Reports that wait in the stream while their service stands still, until it has taken them in.
 *
 * @param service who takes them in
 * @param others further processes of it, that are not the suite's own
 * @param committed query for how many of a name's reports are in the database; its parameter is the beginning of their sessions'
 *     names
 */
record Backlog(
        Suite suite,
        String service,
        List<ProcessHandle> others,
        Reports reports,
        Connection database,
        String committed) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    Backlog(Suite suite, String service, Reports reports, Connection database, String committed) {
        this(suite, service, List.of(), reports, database, committed);
    }

    /** The same, taken in by these processes as well. */
    Backlog with(ProcessHandle... more) {
        return new Backlog(suite, service, List.of(more), reports, database, committed);
    }

    /**
     * What draining took.
     *
     * @param took from the moment the service goes on until it has taken all in
     * @param whilePublishing processor time until all stand in the stream
     * @param whileDraining processor time from then on
     */
    record Drained(int count, Duration took, Spent whilePublishing, Spent whileDraining) {
        double perSecond() {
            return count / (took.toNanos() / 1e9);
        }

        /** How many cores were busy with it. */
        String cores() {
            return whileDraining.cores(took);
        }

        /** The figures of it, with the goal for the rate. */
        List<Figure> figures(String what, double goal, double load) {
            return List.of(
                    Figure.rate(what + ": drain", perSecond(), goal, load),
                    Figure.text(what + ": processor time, publishing", whilePublishing.each(count), load),
                    Figure.text(what + ": processor time, draining", whileDraining.each(count), load));
        }
    }

    /** Who is told how far it is. */
    @FunctionalInterface
    interface Watch {
        /** @param since from the moment the service goes on */
        void at(Duration since, long committed) throws IOException;
    }

    /**
     * Publishes so many while the service stands still, and waits until it has taken all in.
     *
     * @param name with which the names of their sessions begin, and no others
     * @param report one of them, by its number
     */
    Drained drain(String name, int count, IntFunction<String> report)
            throws IOException, InterruptedException, SQLException {
        return drain(name, count, report, (_, _) -> {});
    }

    /** The same; says ten times a second how far it is. */
    Drained drain(String name, int count, IntFunction<String> report, Watch watch)
            throws IOException, InterruptedException, SQLException {
        var atFirst = Spent.by(suite, service, others);
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
        var published = Spent.by(suite, service, others);
        var at = begun;
        for (long now = 0; now < count; now = committed(name)) {
            watch.at(Duration.ofNanos(at - begun), now);
            if (at - begun > LIMIT.toNanos()) {
                throw new IOException("only " + now + " of " + count + " reports were there after " + LIMIT);
            }
            // Each look reads all sessions: more often, and looking would be a part of what it costs.
            TimeUnit.MILLISECONDS.sleep(100);
            at = System.nanoTime();
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        watch.at(took, count);
        return new Drained(
                count,
                took,
                published.since(atFirst),
                Spent.by(suite, service, others).since(published));
    }

    /** They are processes that this run has started. */
    private void signal(String name) throws IOException, InterruptedException {
        var own = suite.processes().get(service);
        if (own == null) {
            throw new IOException(service + " does not run");
        }
        for (var each : Stream.concat(Stream.of(own), others.stream()).toList()) {
            var sent = new ProcessBuilder("kill", "-" + name, Long.toString(each.pid())).start();
            if (sent.waitFor() != 0) {
                throw new IOException(service + " could not be sent " + name);
            }
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
