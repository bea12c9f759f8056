package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How many reports of usage a second become rows of the ledger, sums and states of the budgets. */
final class UsageMeasure {
    private static final double GOAL_RATE = 25_000;
    private static final double GOAL_RATIO = 0.35;
    private static final String AGENT = "spender";
    private static final int SESSIONS = 1_000;
    private static final int WARM_UP = 60_000;
    private static final int BATCH = 4_000;
    private static final List<String> MODELS = List.of("claude-sonnet-4-5", "claude-haiku-4-5", "gpt-5-mini");

    private final Suite suite;

    UsageMeasure(Suite suite) {
        this.suite = suite;
    }

    List<Figure> measure(int reports) throws IOException, InterruptedException {
        try (var agent = Agent.add(suite.api(), AGENT, suite.file(AGENT + ".creds"));
                var database = suite.database("cost")) {
            var backlog = backlog(suite, List.of(agent), database);
            backlog.drain("warm", Math.min(WARM_UP, reports), i -> report("warm", i));
            var load = Machine.load();
            var drained = backlog.drain("used", reports, i -> report("used", i));
            var bare = new BareRows(
                    database,
                    "usage",
                    "occurred_at, received_at, agent, session, model, input_tokens, output_tokens, cache_read_tokens,"
                            + " cache_write_tokens, cache_write_1h_tokens, cost_nanos, basis, stream_sequence",
                    UsageMeasure::row,
                    BATCH);
            var copied = bare.copiedPerSecond(reports);
            var inserted = bare.insertedPerSecond(reports);
            var figures = new ArrayList<>(
                    drained.figures("usage, " + reports + " reports of " + SESSIONS + " sessions", GOAL_RATE, load));
            figures.add(Figure.rate("usage: the same rows, bare", copied, load));
            figures.add(Figure.ratio("usage: drain against bare rows", drained.perSecond() / copied, GOAL_RATIO, load));
            figures.add(Figure.rate("usage: the same rows, bare, by batches of INSERT", inserted, load));
            figures.add(Figure.ratio(
                    "usage: drain against bare rows by INSERT", drained.perSecond() / inserted, GOAL_RATIO, load));
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of cost does not answer as expected", e);
        }
    }

    /** What agents report to cost-service. */
    static Backlog backlog(Suite suite, List<Agent> agents, Connection database) throws IOException {
        return new Backlog(
                suite,
                "cost",
                new Reports(agents, "usage"),
                database,
                "select coalesce(sum(calls), 0) from cost_by_session where starts_with(session, ?)");
    }

    /**
     * A report of one of a thousand sessions.
     *
     * @param name with which the sessions' names begin
     */
    static String report(String name, int number) {
        return "{\"session\":\"%s-%d\",\"model\":\"%s\",\"inputTokens\":%d,\"outputTokens\":%d,\"cacheReadTokens\":%d}"
                .formatted(
                        name,
                        number % SESSIONS,
                        MODELS.get(number % MODELS.size()),
                        100 + number % 900,
                        number % 300,
                        number % 5_000);
    }

    /** A row of the ledger, as COPY takes it. */
    private static String row(int number) {
        return "2026-11-21T20:00:00Z\t2026-11-21T20:00:00Z\t%s\tused-%d\t%s\t%d\t%d\t%d\t0\t0\t%d\tcomputed\t%d\n"
                .formatted(
                        AGENT,
                        number % SESSIONS,
                        MODELS.get(number % MODELS.size()),
                        100 + number % 900,
                        number % 300,
                        number % 5_000,
                        number * 7L,
                        number);
    }
}
