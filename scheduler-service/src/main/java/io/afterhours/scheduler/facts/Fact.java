package io.afterhours.scheduler.facts;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Something that a query tells.
 *
 * @param sql the query; the names of its parameters are its own, or mean the same wherever they stand
 * @param values binds the parameters
 * @param reading makes the fact of the query's rows, which come in its order
 */
public record Fact<T>(String sql, Consumer<Query> values, Function<List<Row>, T> reading) {
    /** A fact without parameters. */
    public static <T> Fact<T> of(String sql, Function<List<Row>, T> reading) {
        return new Fact<>(sql, query -> {}, reading);
    }

    /** Reads this fact alone. */
    public T read(Handle tx) {
        return Facts.read(tx, List.of(this)).of(this);
    }
}
