package io.afterhours.foundation.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Values as one parameter, for {@code any} and {@code unnest}: those of a collection, or one field of each of its rows, in its order.
 *
 * <pre>
 *   .bind("ids", ArrayOf.texts(ids)).bind("ats", ArrayOf.instants(lines, Line::at))
 * </pre>
 *
 * <p>Jdbi's own {@code bindArray} looks by reflection, for each parameter anew, for what its elements are and how they are bound.
 */
public final class ArrayOf {
    private ArrayOf() {}

    /** Of no collection the parameter is null. */
    public static Argument texts(@Nullable Collection<? extends @Nullable String> values) {
        return values == null
                ? (position, statement, context) -> statement.setNull(position, Types.ARRAY)
                : texts(values, text -> text);
    }

    public static <T> Argument texts(Collection<T> rows, Function<? super T, @Nullable String> field) {
        return of("text", rows, field);
    }

    public static Argument bigints(Collection<? extends @Nullable Long> values) {
        return bigints(values, number -> number);
    }

    public static <T> Argument bigints(Collection<T> rows, Function<? super T, @Nullable Long> field) {
        return of("int8", rows, field);
    }

    public static <T> Argument integers(Collection<T> rows, Function<? super T, @Nullable Integer> field) {
        return of("int4", rows, field);
    }

    public static Argument doubles(Collection<? extends @Nullable Double> values) {
        return doubles(values, number -> number);
    }

    public static <T> Argument doubles(Collection<T> rows, Function<? super T, @Nullable Double> field) {
        return of("float8", rows, field);
    }

    public static Argument booleans(Collection<? extends @Nullable Boolean> values) {
        return booleans(values, each -> each);
    }

    public static <T> Argument booleans(Collection<T> rows, Function<? super T, @Nullable Boolean> field) {
        return of("bool", rows, field);
    }

    public static Argument uuids(Collection<UUID> values) {
        return of("uuid", values, id -> id);
    }

    /** As {@code timestamptz}. */
    public static <T> Argument instants(Collection<T> rows, Function<? super T, @Nullable Instant> field) {
        return of("timestamptz", rows, row -> utc(field.apply(row)));
    }

    private static <T> Argument of(
            String type, Collection<? extends T> rows, Function<? super T, ? extends @Nullable Object> field) {
        return new Values(type, rows.stream().map(field).toArray());
    }

    /** Shown with a statement that fails, and without what is in it. */
    private record Values(String type, @Nullable Object[] values) implements Argument {
        @Override
        public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
            statement.setArray(position, context.getConnection().createArrayOf(type, values));
        }

        @Override
        public String toString() {
            return type + "[" + values.length + "]";
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : Instants.utc(at);
    }
}
