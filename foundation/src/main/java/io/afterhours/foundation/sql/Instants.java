package io.afterhours.foundation.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads columns of type {@code timestamptz}. */
public final class Instants {
    private Instants() {}

    /**
     * The instant in a column that always has one.
     *
     * @throws SQLException when it has none after all
     */
    public static Instant of(ResultSet rows, String column) throws SQLException {
        var at = orNull(rows, column);
        if (at == null) {
            throw new SQLException("column " + column + ": expected a time, was null");
        }
        return at;
    }

    public static @Nullable Instant orNull(ResultSet rows, String column) throws SQLException {
        var at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
