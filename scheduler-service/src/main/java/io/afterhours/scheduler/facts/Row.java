package io.afterhours.scheduler.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a fact's query. */
public final class Row {
    private final JsonNode columns;

    Row(JsonNode columns) {
        this.columns = columns;
    }

    public String text(String column) {
        return there(column).asText();
    }

    public @Nullable String textOrNull(String column) {
        var value = value(column);
        return value == null ? null : value.asText();
    }

    public List<String> texts(String column) {
        var texts = new ArrayList<String>();
        there(column).forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }

    public long number(String column) {
        return there(column).longValue();
    }

    public @Nullable Long numberOrNull(String column) {
        var value = value(column);
        return value == null ? null : (Long) value.longValue();
    }

    /** A whole number that fits into 32 bits; 0 where there is none. */
    public int count(String column) {
        var value = value(column);
        return value == null ? 0 : value.intValue();
    }

    public double fraction(String column) {
        return there(column).doubleValue();
    }

    public boolean flag(String column) {
        return there(column).booleanValue();
    }

    public Instant instant(String column) {
        return time(text(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        var text = textOrNull(column);
        return text == null ? null : time(text);
    }

    /** As the database writes it: without a sign before a year of five digits, and with two words for times without end. */
    private static Instant time(String text) {
        return switch (text) {
            case "infinity" -> OffsetDateTime.MAX.toInstant();
            case "-infinity" -> OffsetDateTime.MIN.toInstant();
            default ->
                OffsetDateTime.parse(text.indexOf('-') > 4 ? "+" + text : text).toInstant();
        };
    }

    private JsonNode there(String column) {
        var value = value(column);
        if (value == null) {
            throw new IllegalStateException("column " + column + ": expected a value, was null");
        }
        return value;
    }

    private @Nullable JsonNode value(String column) {
        var value = columns.get(column);
        return value == null || value.isNull() ? null : value;
    }
}
