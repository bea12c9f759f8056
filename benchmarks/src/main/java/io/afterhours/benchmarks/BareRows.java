package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * The rows that a service writes, in a table without keys or indexes: what the driver and the disk give.
 *
 * @param table whose columns the bare one has
 * @param columns those that are filled
 * @param row a row as COPY takes it, by its number
 * @param batch how many are a transaction, as many as the service takes at once
 */
record BareRows(Connection database, String table, String columns, IntFunction<String> row, int batch) {
    private static final String NULL = "\\N";

    private interface Way {
        void write(int rows) throws SQLException, IOException;
    }

    /** By COPY, as the services write. */
    double copiedPerSecond(int rows) throws SQLException, IOException {
        return perSecond(rows, this::copy);
    }

    /** By batches of INSERT, as most programs write. */
    double insertedPerSecond(int rows) throws SQLException, IOException {
        return perSecond(rows, this::insert);
    }

    private double perSecond(int rows, Way way) throws SQLException, IOException {
        try (var statement = database.createStatement()) {
            statement.execute("create table bare (like " + table + ")");
            // What the service's own table numbers by itself or does not need is not written.
            statement.execute("""
                    do $$ declare each text; begin
                      for each in select attname from pg_attribute
                          where attrelid = 'bare'::regclass and attnum > 0 and attnotnull loop
                        execute format('alter table bare alter column %I drop not null', each);
                      end loop;
                    end $$""");
        }
        try {
            way.write(rows / 5);
            var begun = System.nanoTime();
            way.write(rows);
            return rows / ((System.nanoTime() - begun) / 1e9);
        } finally {
            try (var statement = database.createStatement()) {
                statement.execute("drop table bare");
            }
        }
    }

    private void insert(int rows) throws SQLException {
        var values = columns.replaceAll("[^,]+", "?");
        database.setAutoCommit(false);
        try (var insert = database.prepareStatement("insert into bare (" + columns + ") values (" + values + ")")) {
            for (int from = 0; from < rows; from += batch) {
                for (int number = from; number < Math.min(from + batch, rows); number++) {
                    var fields = row.apply(number).strip().split("\t", -1);
                    for (int i = 0; i < fields.length; i++) {
                        insert.setObject(i + 1, fields[i].equals(NULL) ? null : fields[i], Types.OTHER);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
                database.commit();
            }
        } finally {
            database.setAutoCommit(true);
        }
    }

    private void copy(int rows) throws SQLException, IOException {
        var copy = database.unwrap(PGConnection.class).getCopyAPI();
        for (int from = 0; from < rows; from += batch) {
            var lines = IntStream.range(from, Math.min(from + batch, rows))
                    .mapToObj(row)
                    .collect(Collectors.joining());
            copy.copyIn("copy bare (" + columns + ") from stdin", new ByteArrayInputStream(lines.getBytes(UTF_8)));
        }
    }
}
