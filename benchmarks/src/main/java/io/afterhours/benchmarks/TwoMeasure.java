package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much faster two cost-services take in what one takes in alone. They share the cores with PostgreSQL and NATS: how many were busy
 * says what the machine allowed.
 */
final class TwoMeasure {
    private static final double GOAL = 1.5;
    private static final int WARM_UP = 60_000;
    private static final String SERVICE = "cost";

    private final Suite suite;

    TwoMeasure(Suite suite) {
        this.suite = suite;
    }

    /** One, two, and one again, so that what became slower meanwhile counts for neither. */
    List<Figure> measure(int reports) throws IOException, InterruptedException {
        var running = suite.processes().get(SERVICE);
        if (running == null) {
            throw new IOException(SERVICE + " does not run");
        }
        try (var agent = Agent.add(suite.api(), "pair", suite.file("pair.creds"));
                var database = suite.database(SERVICE)) {
            var one = UsageMeasure.backlog(suite, List.of(agent), database);
            drain(one, "solo-warm", WARM_UP);
            var load = Machine.load();
            var before = drain(one, "solo-first", reports);
            Backlog.Drained two;
            try (var replica = Replica.of(running, Dashboard.freePort(), suite.file("replica.log"))) {
                var both = one.with(replica.process().toHandle());
                drain(both, "pair-warm", WARM_UP);
                two = drain(both, "pair-drained", reports);
            }
            var after = drain(one, "solo-again", reports);
            var alone = (before.perSecond() + after.perSecond()) / 2;
            var figures = new ArrayList<Figure>();
            figures.add(Figure.rate("two: " + reports + " reports of usage, one cost-service", alone, load));
            figures.add(Figure.rate("two: the same, two of them", two.perSecond(), load));
            figures.add(Figure.ratio("two: two against one", two.perSecond() / alone, GOAL, load));
            figures.add(Figure.text("two: cores busy, one", before.cores(), load));
            figures.add(Figure.text("two: cores busy, two", two.cores(), load));
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of " + SERVICE + " does not answer as expected", e);
        }
    }

    private static Backlog.Drained drain(Backlog backlog, String sessions, int count)
            throws IOException, InterruptedException, SQLException {
        return backlog.drain(sessions, count, i -> UsageMeasure.report(sessions, i));
    }
}
