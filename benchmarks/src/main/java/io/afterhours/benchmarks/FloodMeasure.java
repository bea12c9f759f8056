package io.afterhours.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.stream.Partition;
import io.afterhours.contracts.stream.Streams;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What one agent that floods costs the others: how long after their publishing the reports of ten agents in other partitions are
 * committed, and those of one that shares its own, alone and beside it; and whether all that it sent is applied once in the end.
 */
final class FloodMeasure {
    private static final double GOAL_RATIO = 2;
    private static final int OTHERS = 10;
    /** Of each of them and of the neighbour, the last of the crowd. */
    private static final int PER_SECOND_EACH = 20;

    private static final int FLOOD_PER_SECOND = 5_000;
    private static final int FLOOD_SESSIONS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration LASTS = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String FLOODER = "flooder";
    private static final Partition ITS_OWN = Streams.AGENT_PROGRESS.partitionOf(FLOODER);
    private static final String WHAT = "flood: " + OTHERS + " others, " + PER_SECOND_EACH + "/s each, ";

    private final Suite suite;

    FloodMeasure(Suite suite) {
        this.suite = suite;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        try (var others = Crowd.add(suite, "quiet", OTHERS, name -> !isNeighbour(name));
                var neighbour = Crowd.add(suite, "neighbour", 1, FloodMeasure::isNeighbour);
                var flooder = Agent.add(suite.api(), FLOODER, suite.file(FLOODER + ".creds"));
                var database = suite.database("progress")) {
            var quiet = new Reports(
                    Stream.concat(others.agents().stream(), neighbour.agents().stream())
                            .toList(),
                    "progress");
            watch(quiet, database, "quiet-warm", WARM_UP);
            var load = Machine.load();
            var alone = watch(quiet, database, "quiet-alone", LASTS);
            var sent = new AtomicInteger();
            var failure = new ArrayList<Exception>();
            var flood = Thread.ofPlatform().name("flood").daemon().start(() -> {
                try {
                    flood(new Reports(List.of(flooder), "progress"), sent);
                } catch (IOException | InterruptedException e) {
                    failure.add(e);
                }
            });
            var beside = watch(quiet, database, "quiet-beside", LASTS);
            flood.join();
            if (!failure.isEmpty()) {
                throw new IOException("the flood did not get through", failure.getFirst());
            }
            var figures = new ArrayList<>(figures(alone, beside, load));
            figures.addAll(end(database, sent.get(), load));
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of progress does not answer as expected", e);
        }
    }

    private static List<Figure> figures(Watched alone, Watched beside, double load) {
        var before = alone.lags(0, session -> session < OTHERS);
        var after = beside.lags(0, session -> session < OTHERS);
        var figures = new ArrayList<>(before.figures(WHAT + "alone", null, load));
        figures.addAll(after.figures(WHAT + "beside the flood", null, load));
        figures.addAll(beside.lags(0, session -> session == OTHERS)
                .figures("flood: one in its partition, beside it", null, load));
        figures.add(Figure.ratioAtMost(
                "flood: published to committed, p99 beside it against alone",
                after.committed().against(before.committed(), 99),
                GOAL_RATIO,
                load));
        figures.add(Figure.ratio(
                "flood: published to acknowledged by the broker, p99 beside it against alone",
                after.acknowledged().against(before.acknowledged(), 99),
                load));
        return figures;
    }

    private static boolean isNeighbour(String agent) {
        return Streams.AGENT_PROGRESS.partitionOf(agent).equals(ITS_OWN);
    }

    /** What becomes of the flood once it is over. */
    private List<Figure> end(Connection database, int sent, double load)
            throws IOException, InterruptedException, SQLException {
        var begun = System.nanoTime();
        long most = 0;
        while (applied(database) < sent && System.nanoTime() - begun < LIMIT.toNanos()) {
            most = Math.max(most, number(database, "select coalesce(max(waiting), 0) from parked_agent"));
            TimeUnit.MILLISECONDS.sleep(200);
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        while (number(database, "select count(*) from parked_agent") > 0) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new IOException("the flood is still parked " + LIMIT + " after its end");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        var rows = applied(database);
        return List.of(
                Figure.rate(
                        "flood: of one agent for " + LASTS.toSeconds() + " s", sent / (double) LASTS.toSeconds(), load),
                Figure.count("flood: its reports that waited at most", most, null, load),
                Figure.seconds("flood: from its end until all of it is applied", took, null, load),
                Figure.count("flood: its reports lost or applied twice", Math.abs(sent - rows), 0L, load),
                Figure.count("flood: escalations", escalations(), 1L, load));
    }

    private static long applied(Connection database) throws SQLException {
        return number(database, "select count(*) from session_update where starts_with(session, 'flood-')");
    }

    private long escalations() throws IOException, InterruptedException {
        long found = 0;
        for (var state : List.of("open", "closed")) {
            for (JsonNode each :
                    suite.api().get("/api/escalations?limit=500&state=" + state).path("items")) {
                if (each.path("kind").asText().equals("flood")) {
                    found++;
                }
            }
        }
        return found;
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Each agent reports of a session of its own.
     *
     * @param name with which the sessions begin, and no others of the suite, which earlier measures have used
     */
    private static Watched watch(Reports reports, Connection database, String name, Duration lasts)
            throws IOException, InterruptedException, SQLException {
        var agents = OTHERS + 1;
        var watched = new Watched(name, agents, (int) lasts.toSeconds() * agents * PER_SECOND_EACH);
        watched.look(database, () -> {
            Paced each = i ->
                    watched.publish(i, (session, acknowledged) -> reports.publish(i, report(session, i), acknowledged));
            each.evenly(agents * PER_SECOND_EACH, watched.count());
            reports.settleAll();
        });
        return watched;
    }

    private static void flood(Reports reports, AtomicInteger sent) throws IOException, InterruptedException {
        Paced each = i -> {
            reports.publish(i, report("flood-" + i % FLOOD_SESSIONS, i));
            sent.incrementAndGet();
        };
        each.evenly(FLOOD_PER_SECOND, (int) LASTS.toSeconds() * FLOOD_PER_SECOND);
        reports.settleAll();
    }

    private static String report(String session, int number) {
        return "{\"session\":\"%s\",\"percent\":%d,\"message\":\"wrote part %d\",\"step\":\"write\"}"
                .formatted(session, number % 100, number);
    }
}
