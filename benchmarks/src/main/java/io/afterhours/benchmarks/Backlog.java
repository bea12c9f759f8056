package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Reports that are published faster than a service takes them in, until it has.
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
     * @param afterPublishing so many a second, of those that were left when everything was published
     * @param inAll so many a second, of all
     * @param whilePublishing processor time of a report until the last was published
     * @param whileDraining processor time of each that was left from then on
     */
    record Drained(double afterPublishing, double inAll, String whilePublishing, String whileDraining) {
        /** The figures of it, with the goal for the rate. */
        List<Figure> figures(String what, double goal, double load) {
            return List.of(
                    Figure.rate(what + ": drain", afterPublishing, goal, load),
                    Figure.rate(what + ": the same, publishing included", inAll, load),
                    Figure.text(what + ": processor time, publishing", whilePublishing, load),
                    Figure.text(what + ": processor time, draining", whileDraining, load));
        }
    }

    /**
     * Publishes so many, and waits until all are there.
     *
     * @param name with which the names of their sessions begin, and no others
     * @param report one of them, by its number
     */
    Drained drain(String name, int count, IntFunction<String> report)
            throws IOException, InterruptedException, SQLException {
        var atFirst = Spent.by(suite, service);
        var begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            reports.publish(report.apply(i));
        }
        reports.settleAll();
        var published = System.nanoTime();
        var before = committed(name);
        var spent = Spent.by(suite, service);
        var now = before;
        var at = published;
        while (now < count) {
            if (at - published > LIMIT.toNanos()) {
                throw new IOException("only " + now + " of " + count + " reports were there after " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(50);
            now = committed(name);
            at = System.nanoTime();
        }
        return new Drained(
                (count - before) / ((at - published) / 1e9),
                count / ((at - begun) / 1e9),
                spent.since(atFirst).each(count),
                Spent.by(suite, service).since(spent).each(Math.max(1, count - before)));
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
