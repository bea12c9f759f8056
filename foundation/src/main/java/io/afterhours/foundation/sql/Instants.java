package io.afterhours.foundation.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants in columns of type {@code timestamptz}. */
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

    /** An instant as the driver takes it. */
    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
