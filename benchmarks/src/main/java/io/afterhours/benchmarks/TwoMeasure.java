package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much faster two cost-services take in what one takes in alone. They share the cores with PostgreSQL and NATS: how many were busy
 * says what the machine allowed. Where one alone takes nearly all of them, two cannot be faster; limited to a part of a core each they
 * have the room that a larger machine has, and whether they are in each other's way is seen.
 */
final class TwoMeasure {
    private static final double GOAL = 1.5;
    private static final int WARM_UP = 60_000;

    /** Of a core: two of them and what the servers do for them leave a part of two cores free. */
    private static final double SHARE = 0.3;

    private static final String SERVICE = "cost";

    private final Suite suite;

    TwoMeasure(Suite suite) {
        this.suite = suite;
    }

    /** What is drained while processes are limited. */
    @FunctionalInterface
    private interface Draining {
        Backlog.Drained run() throws IOException, InterruptedException, SQLException;
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
            var oneLimited = limited(List.of(running), () -> drain(one, "solo-limited", reports));
            Backlog.Drained two;
            Optional<Backlog.Drained> twoLimited;
            try (var replica = Replica.of(running, Dashboard.freePort(), suite.file("replica.log"))) {
                var both = one.with(replica.process().toHandle());
                drain(both, "pair-warm", WARM_UP);
                two = drain(both, "pair-drained", reports);
                twoLimited = limited(
                        List.of(running, replica.process().toHandle()), () -> drain(both, "pair-limited", reports));
            }
            var after = drain(one, "solo-again", reports);
            var alone = (before.perSecond() + after.perSecond()) / 2;
            var figures = new ArrayList<Figure>();
            figures.add(Figure.rate("two: " + reports + " reports of usage, one cost-service", alone, load));
            figures.add(Figure.rate("two: the same, two of them", two.perSecond(), load));
            figures.add(Figure.ratio("two: two against one", two.perSecond() / alone, GOAL, load));
            figures.add(Figure.text("two: cores busy, one", before.cores(), load));
            figures.add(Figure.text("two: cores busy, two", two.cores(), load));
            if (oneLimited.isPresent() && twoLimited.isPresent()) {
                figures.addAll(limited(oneLimited.get(), twoLimited.get(), load));
            }
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of " + SERVICE + " does not answer as expected", e);
        }
    }

    private static List<Figure> limited(Backlog.Drained one, Backlog.Drained two, double load) {
        var what = "two: limited to " + SHARE + " of a core each, ";
        return List.of(
                Figure.rate(what + "one", one.perSecond(), load),
                Figure.rate(what + "two of them", two.perSecond(), load),
                Figure.ratio(what + "two against one", two.perSecond() / one.perSecond(), GOAL, load),
                Figure.text(what + "cores busy, one", one.cores(), load),
                Figure.text(what + "cores busy, two", two.cores(), load));
    }

    /** Absent where this machine lets us set no limit. */
    private static Optional<Backlog.Drained> limited(List<ProcessHandle> processes, Draining draining)
            throws IOException, InterruptedException, SQLException {
        if (processes.isEmpty()) {
            return Optional.of(draining.run());
        }
        var limit = CpuLimit.of(processes.getFirst(), SHARE);
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        try (var _ = limit.get()) {
            return limited(processes.subList(1, processes.size()), draining);
        }
    }

    private static Backlog.Drained drain(Backlog backlog, String sessions, int count)
            throws IOException, InterruptedException, SQLException {
        return backlog.drain(sessions, count, i -> UsageMeasure.report(sessions, i));
    }
}
