package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Whether a service that was away needs more memory the more has come meanwhile, and gets slower. */
final class BacklogMeasure {
    private static final double GOAL = 1.25;
    private static final String SESSIONS = "long";

    private final Suite suite;

    BacklogMeasure(Suite suite) {
        this.suite = suite;
    }

    /** @param count how many reports of each kind wait */
    List<Figure> measure(int count) throws IOException, InterruptedException {
        try (var reporters = Crowd.add(suite, "late", ProgressMeasure.AGENTS);
                var spender = Agent.add(suite.api(), "late-spender", suite.file("late-spender.creds"));
                var progress = suite.database("progress");
                var cost = suite.database("cost")) {
            return Stream.concat(
                            drained(
                                    "progress",
                                    ProgressMeasure.backlog(suite, reporters.agents(), progress),
                                    count,
                                    i -> ProgressMeasure.report(SESSIONS, i)),
                            drained(
                                    "usage",
                                    UsageMeasure.backlog(suite, List.of(spender), cost),
                                    count,
                                    i -> UsageMeasure.report(SESSIONS, i)))
                    .toList();
        } catch (SQLException e) {
            throw new IOException("a database does not answer as expected", e);
        }
    }

    private Stream<Figure> drained(String kind, Backlog backlog, int count, IntFunction<String> report)
            throws IOException, InterruptedException, SQLException {
        var load = Machine.load();
        var process = suite.processes().get(backlog.service());
        if (process == null) {
            throw new IOException(backlog.service() + " does not run");
        }
        var growth = new Growth(process, count);
        var drained = backlog.drain(SESSIONS, count, report, growth);
        var what = String.format(Locale.ROOT, "backlog of %,d reports of %s: ", count, kind);
        return Stream.of(
                Figure.rate(what + "drain", drained.perSecond(), load),
                rate(what + "from a tenth to three tenths", growth.perSecond(10, 30), load),
                rate(what + "the last fifth", growth.perSecond(80, 100), load),
                Figure.megabytes(what + "service's memory at a tenth", growth.early(), null, load),
                Figure.megabytes(what + "highest from there on", growth.highest(), null, load),
                Figure.ratioAtMost(
                        what + "highest against that at a tenth",
                        growth.highest() / (double) growth.early(),
                        GOAL,
                        load));
    }

    private static Figure rate(String what, OptionalDouble perSecond, double load) {
        return perSecond.isPresent()
                ? Figure.rate(what, perSecond.getAsDouble(), load)
                : Figure.text(what, "too quick to tell", load);
    }
}
