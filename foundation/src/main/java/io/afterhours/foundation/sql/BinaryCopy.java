package io.afterhours.foundation.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by PostgreSQL's binary COPY, which costs less than an insert because nothing is written as text
 * and parsed again. The values of a row come in the order of the columns, each of exactly the column's type.
 *
 * <pre>
 *   BinaryCopy.into(tx, "log", List.of("session", "at"), rows -&gt;
 *       lines.forEach(line -&gt; rows.row().text(line.session()).instant(line.at())));
 * </pre>
 */
public final class BinaryCopy {
    /** From so many rows on; fewer cost less by an insert, which is one question to the database and not two. */
    public static final int WORTH_IT = 100;

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLUSH = 64 * 1024;
    private static final int FEW_ROWS = 4 * 1024;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final CopyIn copy;
    private final int columns;
    private byte[] bytes = new byte[FEW_ROWS];
    private int length;

    private BinaryCopy(CopyIn copy, int columns) {
        this.copy = copy;
        this.columns = columns;
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        length = SIGNATURE.length;
        int32(0);
        int32(0);
    }

    /**
     * Copies rows into columns of a table, in the transaction of the handle.
     *
     * @param writing writes the rows, and must not use the handle
     * @throws IllegalStateException when the database takes one of them not; none is written then
     */
    public static void into(Handle tx, String table, List<String> columns, Consumer<BinaryCopy> writing) {
        try {
            var copy = tx.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)");
            try {
                var rows = new BinaryCopy(copy, columns.size());
                writing.accept(rows);
                rows.end();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy into " + table + ": " + e.getMessage(), e);
        }
    }

    /** Begins a row. */
    public BinaryCopy row() {
        if (length >= FLUSH) {
            flush();
        }
        int16(columns);
        return this;
    }

    public BinaryCopy text(@Nullable String value) {
        if (value == null) {
            return missing();
        }
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    /** A {@code timestamptz}, to the microsecond. */
    public BinaryCopy instant(Instant value) {
        return bigint(ChronoUnit.MICROS.between(EPOCH, value));
    }

    public BinaryCopy bigint(long value) {
        int32(Long.BYTES);
        int64(value);
        return this;
    }

    public BinaryCopy uuid(UUID value) {
        int32(2 * Long.BYTES);
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
        return this;
    }

    /** A {@code bigint} that may be missing. */
    public BinaryCopy bigint(@Nullable Long value) {
        return value == null ? missing() : bigint(value.longValue());
    }

    /** A {@code double precision}. */
    public BinaryCopy real(@Nullable Double value) {
        return value == null ? missing() : bigint(Double.doubleToRawLongBits(value));
    }

    private void end() throws SQLException {
        int16(-1);
        flush();
        copy.endCopy();
    }

    private BinaryCopy missing() {
        int32(-1);
        return this;
    }

    private void int16(int value) {
        room(Short.BYTES);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void int32(int value) {
        room(Integer.BYTES);
        bytes[length++] = (byte) (value >> 24);
        bytes[length++] = (byte) (value >> 16);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    private void flush() {
        try {
            copy.writeToCopy(bytes, 0, length);
            length = 0;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy: " + e.getMessage(), e);
        }
    }
}
