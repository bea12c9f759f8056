package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.postgresql.PGConnection;

/** The rows of a session's history, copied into a table without keys or indexes, in batches of progress-service's size. */
final class BareUpdates {
    private static final int BATCH = 2_000;

    private final Connection database;

    BareUpdates(Connection database) {
        this.database = database;
    }

    double perSecond(int updates) throws SQLException, IOException {
        try (var statement = database.createStatement()) {
            statement.execute("create table bare_update (like session_update)");
        }
        try {
            write(updates / 5);
            var begun = System.nanoTime();
            write(updates);
            return updates / ((System.nanoTime() - begun) / 1e9);
        } finally {
            try (var statement = database.createStatement()) {
                statement.execute("drop table bare_update");
            }
        }
    }

    /** Each batch is a transaction. */
    private void write(int updates) throws SQLException, IOException {
        var copy = database.unwrap(PGConnection.class).getCopyAPI();
        for (int from = 0; from < updates; from += BATCH) {
            var rows = new StringBuilder();
            var at = Instant.EPOCH.plusMillis(from);
            for (int number = from; number < Math.min(from + BATCH, updates); number++) {
                rows.append("drained-%d\t%s\t%d\t%s\t%d\t%d%%\twrote part %d\twrite\t\\N\n"
                        .formatted(number % 1_000, at, number, at, number % 100, number % 100, number));
            }
            copy.copyIn(
                    "copy bare_update (session, at, sequence, received_at, percent, state, message, step, mark) from stdin",
                    new ByteArrayInputStream(rows.toString().getBytes(UTF_8)));
        }
    }
}
