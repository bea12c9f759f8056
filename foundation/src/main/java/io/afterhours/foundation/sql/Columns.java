package io.afterhours.foundation.sql;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as arrays, one for each column, for a statement over many rows at once. */
public final class Columns {
    private Columns() {}

    /** One field of each row, in the order of the rows. */
    public static <T> @Nullable Object[] of(Collection<T> rows, Function<T, @Nullable Object> field) {
        return rows.stream().map(field).toArray();
    }
}
