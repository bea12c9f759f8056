package io.afterhours.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reports whose sessions are looked at in the database all the time, which says how many of each are committed by now.
 */
final class Watched {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    private final String name;
    private final int sessions;
    private final AtomicLongArray sent;
    private final AtomicLongArray acknowledged;
    private final long[] committed;

    /**
     * Reports that are yet to be published.
     *
     * @param name with which their sessions begin, and no others of the suite
     * @param sessions in how many they are, in turns
     * @param count of them
     */
    Watched(String name, int sessions, int count) {
        this.name = name;
        this.sessions = sessions;
        this.sent = new AtomicLongArray(count);
        this.acknowledged = new AtomicLongArray(count);
        this.committed = new long[count];
    }

    /** What publishes them all. */
    @FunctionalInterface
    interface Publishing {
        void run() throws IOException, InterruptedException;
    }

    /** What publishes one of them. */
    @FunctionalInterface
    interface Report {
        void publish(String session, Runnable acknowledged) throws IOException, InterruptedException;
    }

    /**
     * How long reports took.
     *
     * @param committed from their publishing until they were committed
     * @param acknowledged from their publishing until the broker said that it has them
     */
    record Lags(Samples committed, Samples acknowledged) {
        /**
         * The figures of them.
         *
         * @param goal for what at most one in a hundred exceeds, from publishing until committed
         */
        List<Figure> figures(String what, @Nullable Duration goal, double load) {
            return List.of(
                    Figure.millis(what + ", published to committed, p50", committed.percentile(50), null, load),
                    Figure.millis(what + ", published to committed, p99", committed.percentile(99), goal, load),
                    Figure.millis(what + ", published to acknowledged, p50", acknowledged.percentile(50), null, load),
                    Figure.millis(what + ", published to acknowledged, p99", acknowledged.percentile(99), null, load));
        }
    }

    int count() {
        return sent.length();
    }

    /** Publishes a report as one of its session. */
    void publish(int number, Report report) throws IOException, InterruptedException {
        sent.set(number, System.nanoTime());
        report.publish(name + "-" + number % sessions, () -> acknowledged.set(number, System.nanoTime()));
    }

    /**
     * Looks on while they are published, until all are committed.
     *
     * @throws IOException when that takes longer than five minutes
     */
    void look(Connection database, Publishing publishing) throws IOException, InterruptedException, SQLException {
        var failure = new ArrayList<Exception>();
        var publisher = Thread.ofPlatform().name("reports").daemon().start(() -> {
            try {
                publishing.run();
            } catch (IOException | InterruptedException e) {
                failure.add(e);
            }
        });
        var until = System.nanoTime() + LIMIT.toNanos();
        var seen = new int[sessions];
        int all = 0;
        try (var once = database.createStatement();
                var look = database.prepareStatement(
                        "select id, (facts ->> 'updates')::int from session where id = any(?)")) {
            // Planned anew each time, to look would take as much of the database as what is looked at.
            once.execute("set plan_cache_mode = force_generic_plan");
            look.setArray(1, database.createArrayOf("text", ids()));
            while (all < count() && System.nanoTime() < until && failure.isEmpty()) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                try (var rows = look.executeQuery()) {
                    var now = System.nanoTime();
                    while (rows.next()) {
                        var session = session(rows.getString(1));
                        for (; seen[session] < rows.getInt(2); seen[session]++, all++) {
                            committed[seen[session] * sessions + session] = now;
                        }
                    }
                }
            }
        }
        publisher.join(Duration.ofSeconds(10));
        if (!failure.isEmpty() || all < count()) {
            throw new IOException("only " + all + " of " + count() + " reports were committed: " + failure);
        }
    }

    private String[] ids() {
        return IntStream.range(0, sessions).mapToObj(i -> name + "-" + i).toArray(String[]::new);
    }

    private int session(String id) {
        return Integer.parseInt(id.substring(name.length() + 1));
    }

    /**
     * How long those took that were looked at.
     *
     * @param warmUp how many of the first do not count
     * @param wanted of which sessions, by their numbers
     */
    Lags lags(int warmUp, IntPredicate wanted) {
        var whole = new ArrayList<Duration>();
        var brokers = new ArrayList<Duration>();
        for (int i = warmUp; i < count(); i++) {
            if (wanted.test(i % sessions)) {
                whole.add(Duration.ofNanos(committed[i] - sent.get(i)));
                brokers.add(Duration.ofNanos(acknowledged.get(i) - sent.get(i)));
            }
        }
        return new Lags(new Samples(whole), new Samples(brokers));
    }
}
