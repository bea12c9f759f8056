package io.afterhours.cost.price;

import io.afterhours.foundation.sql.ArrayOf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
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
                .bind("input", ArrayOf.bigints(tokens, Tokens::input))
                .bind("output", ArrayOf.bigints(tokens, Tokens::output))
                .bind("cacheRead", ArrayOf.bigints(tokens, Tokens::cacheRead))
                .bind("cacheWrite", ArrayOf.bigints(tokens, Tokens::cacheWrite))
                .bind("cacheWrite1h", ArrayOf.bigints(tokens, Tokens::cacheWrite1h));
    }
}
