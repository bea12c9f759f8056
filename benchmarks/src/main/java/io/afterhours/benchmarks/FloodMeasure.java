package io.afterhours.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * What one agent that floods the stream costs the others: how long after their publishing ten agents' reports are committed, alone and
 * beside it; and whether all that it sent is applied once in the end.
 */
final class FloodMeasure {
    private static final double GOAL_RATIO = 2;
    private static final int OTHERS = 10;
    private static final int OTHERS_PER_SECOND = 200;
    private static final int FLOOD_PER_SECOND = 5_000;
    private static final int FLOOD_SESSIONS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration LASTS = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String FLOODER = "flooder";

    private final Suite suite;

    FloodMeasure(Suite suite) {
        this.suite = suite;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        try (var others = Crowd.add(suite, "quiet", OTHERS);
                var flooder = Agent.add(suite.api(), FLOODER, suite.file(FLOODER + ".creds"));
                var database = suite.database("progress")) {
            var quiet = new Reports(others.agents(), "progress");
            lag(quiet, database, "quiet-warm", WARM_UP);
            var load = Machine.load();
            var alone = lag(quiet, database, "quiet-alone", LASTS);
            var sent = new AtomicInteger();
            var failure = new ArrayList<Exception>();
            var flood = Thread.ofPlatform().name("flood").daemon().start(() -> {
                try {
                    flood(new Reports(List.of(flooder), "progress"), sent);
                } catch (IOException | InterruptedException e) {
                    failure.add(e);
                }
            });
            var beside = lag(quiet, database, "quiet-beside", LASTS);
            flood.join();
            if (!failure.isEmpty()) {
                throw new IOException("the flood did not get through", failure.getFirst());
            }
            var figures = new ArrayList<>(List.of(
                    lag("alone", alone, 50, load),
                    lag("alone", alone, 99, load),
                    lag("beside the flood", beside, 50, load),
                    lag("beside the flood", beside, 99, load),
                    Figure.ratioAtMost(
                            "flood: p99 beside it against alone",
                            beside.percentile(99).toNanos()
                                    / (double) alone.percentile(99).toNanos(),
                            GOAL_RATIO,
                            load)));
            figures.addAll(end(database, sent.get(), load));
            return figures;
        } catch (SQLException e) {
            throw new IOException("the database of progress does not answer as expected", e);
        }
    }

    private static Figure lag(String when, Samples samples, int percent, double load) {
        return Figure.millis(
                "flood: " + OTHERS + " others, " + OTHERS_PER_SECOND + "/s, published to committed, " + when + ", p"
                        + percent,
                samples.percentile(percent),
                null,
                load);
    }

    /** What becomes of the flood once it is over. */
    private List<Figure> end(Connection database, int sent, double load)
            throws IOException, InterruptedException, SQLException {
        var begun = System.nanoTime();
        long most = 0;
        while (number(database, "select count(*) from parked_agent") > 0) {
            most = Math.max(most, number(database, "select coalesce(max(waiting), 0) from parked_agent"));
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new IOException("the flood is still parked " + LIMIT + " after its end");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        var rows = number(database, "select count(*) from session_update where starts_with(session, 'flood-')");
        return List.of(
                Figure.rate(
                        "flood: of one agent for " + LASTS.toSeconds() + " s", sent / (double) LASTS.toSeconds(), load),
                Figure.count("flood: its reports that waited at most", most, null, load),
                Figure.seconds("flood: from its end until all of it is applied", took, null, load),
                Figure.count("flood: its reports lost or applied twice", Math.abs(sent - rows), 0L, load),
                Figure.count("flood: escalations", escalations(), 1L, load));
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
     * Each agent reports of a session of its own, which is looked at all the time: it says how many of its reports are committed.
     *
     * @param name with which the sessions begin, and no others of the suite, which earlier measures have used
     */
    private static Samples lag(Reports reports, Connection database, String name, Duration lasts)
            throws IOException, InterruptedException, SQLException {
        var sent = new AtomicLongArray((int) lasts.toSeconds() * OTHERS_PER_SECOND);
        var failure = new ArrayList<Exception>();
        var publisher = Thread.ofPlatform().name("reports").daemon().start(() -> {
            try {
                evenly(OTHERS_PER_SECOND, sent.length(), i -> {
                    sent.set(i, System.nanoTime());
                    reports.publish(i, report(name + "-" + i % OTHERS, i));
                });
                reports.settleAll();
            } catch (IOException | InterruptedException e) {
                failure.add(e);
            }
        });
        var waits = new ArrayList<Duration>();
        var seen = new int[OTHERS];
        var until = System.nanoTime() + LIMIT.toNanos();
        try (var look = database.prepareStatement(
                "select id, (facts ->> 'updates')::int from session where starts_with(id, ?)")) {
            look.setString(1, name + "-");
            while (waits.size() < sent.length() && System.nanoTime() < until && failure.isEmpty()) {
                LockSupport.parkNanos(500_000);
                try (var rows = look.executeQuery()) {
                    var now = System.nanoTime();
                    while (rows.next()) {
                        var member = Integer.parseInt(rows.getString(1).substring(name.length() + 1));
                        for (; seen[member] < rows.getInt(2); seen[member]++) {
                            waits.add(Duration.ofNanos(now - sent.get(seen[member] * OTHERS + member)));
                        }
                    }
                }
            }
        }
        publisher.join(Duration.ofSeconds(10));
        if (!failure.isEmpty() || waits.size() < sent.length()) {
            throw new IOException(
                    "only " + waits.size() + " of " + sent.length() + " reports were committed: " + failure);
        }
        return new Samples(waits);
    }

    private static void flood(Reports reports, AtomicInteger sent) throws IOException, InterruptedException {
        evenly(FLOOD_PER_SECOND, (int) LASTS.toSeconds() * FLOOD_PER_SECOND, i -> {
            reports.publish(i, report("flood-" + i % FLOOD_SESSIONS, i));
            sent.incrementAndGet();
        });
        reports.settleAll();
    }

    /** Does something by its number. */
    @FunctionalInterface
    private interface Each {
        void accept(int number) throws IOException, InterruptedException;
    }

    private static void evenly(int perSecond, int count, Each each) throws IOException, InterruptedException {
        var pause = Duration.ofSeconds(1).toNanos() / perSecond;
        var due = System.nanoTime();
        for (int i = 0; i < count; i++) {
            each.accept(i);
            due += pause;
            var left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private static String report(String session, int number) {
        return "{\"session\":\"%s\",\"percent\":%d,\"message\":\"wrote part %d\",\"step\":\"write\"}"
                .formatted(session, number % 100, number);
    }
}
