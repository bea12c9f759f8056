package io.afterhours.cost.price;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.statement.SqlStatement;

/** Tokens as columns of a table, {@code input_tokens} and so on. */
public final class TokenColumns {
    private TokenColumns() {}

    /** The tokens of a row. */
    public static Tokens of(ResultSet rows) throws SQLException {
        return new Tokens(
                rows.getLong("input_tokens"),
                rows.getLong("output_tokens"),
                rows.getLong("cache_read_tokens"),
                rows.getLong("cache_write_tokens"),
                rows.getLong("cache_write_1h_tokens"));
    }

    /** Binds the tokens of many rows, as arrays {@code :input, :output, :cacheRead, :cacheWrite, :cacheWrite1h}. */
    public static <S extends SqlStatement<S>> S bind(S statement, Collection<Tokens> tokens) {
        return statement
                .bindArray("input", Long.class, column(tokens, Tokens::input))
                .bindArray("output", Long.class, column(tokens, Tokens::output))
                .bindArray("cacheRead", Long.class, column(tokens, Tokens::cacheRead))
                .bindArray("cacheWrite", Long.class, column(tokens, Tokens::cacheWrite))
                .bindArray("cacheWrite1h", Long.class, column(tokens, Tokens::cacheWrite1h));
    }

    private static Object[] column(Collection<Tokens> tokens, ToLongFunction<Tokens> bucket) {
        return tokens.stream().mapToLong(bucket).boxed().toArray();
    }
}
