package io.afterhours.cli.json;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.jr.ob.JSON;
import io.afterhours.cli.screen.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value of somebody else's making. What is missing is empty, never an error: a part of the suite that is down
 * leaves its fields out. Text comes out fit for a terminal, save by {@link #raw}.
 */
public final class Doc {
    /** Nothing. */
    public static final Doc MISSING = new Doc(null);

    private static final JSON LINE = JSON.builder()
            .enable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS, JSON.Feature.WRITE_NULL_PROPERTIES)
            .build();

    private static final JSON INDENTED = LINE.with(
            new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER)));

    private final @Nullable Object value;

    private Doc(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Reads one document.
     *
     * @throws IOException when the text is not JSON
     */
    public static Doc parse(String text) throws IOException {
        return text.isBlank() ? MISSING : new Doc(LINE.anyFrom(text));
    }

    /** An object of these fields, in their order. Values may be documents. */
    public static Doc of(Map<String, ?> fields) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach((name, value) -> copy.put(name, bare(value)));
        return new Doc(copy);
    }

    /** A list of documents. */
    public static Doc of(List<Doc> items) {
        return new Doc(items.stream().map(each -> each.value).toList());
    }

    /** A text. */
    public static Doc ofText(String text) {
        return new Doc(text);
    }

    private static @Nullable Object bare(@Nullable Object value) {
        return value instanceof Doc doc ? doc.value : value;
    }

    /** Indented, without a line break at the end. */
    public String json() {
        try {
            return INDENTED.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On one line. */
    public String jsonLine() {
        try {
            return LINE.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isMissing() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    /** The field at the end of the path; {@link #MISSING} where there is none. */
    public Doc at(String... path) {
        Object here = value;
        for (var name : path) {
            here = here instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return new Doc(here);
    }

    /** The entries of this list; none where it is no list. */
    public List<Doc> items() {
        return value instanceof List<?> list ? list.stream().map(Doc::new).toList() : List.of();
    }

    /** The entries of a field's list. */
    public List<Doc> items(String name) {
        return at(name).items();
    }

    /** The fields of this object in their order; none where it is no object. */
    public Map<String, Doc> fields() {
        var fields = new LinkedHashMap<String, Doc>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> fields.put(PlainText.line(String.valueOf(name)), new Doc(each)));
        }
        return fields;
    }

    /** A field as one line for a terminal; empty where it is missing. */
    public String text(String... path) {
        return PlainText.line(at(path).raw());
    }

    /** A field as text of several lines for a terminal; empty where it is missing. */
    public String block(String... path) {
        return PlainText.block(at(path).raw());
    }

    /** This value as it came, not fit for a terminal; empty where it is missing. */
    public String raw() {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Map<?, ?> map -> json();
            case List<?> list -> json();
            default -> value.toString();
        };
    }

    /** A field as a time. */
    public Optional<Instant> time(String... path) {
        var text = at(path).raw();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A field as a number, written as number or text. */
    public Optional<BigDecimal> number(String... path) {
        var text = at(path).raw();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A field as a count; 0 where it is missing. */
    public long count(String... path) {
        return number(path).map(BigDecimal::longValue).orElse(0L);
    }

    public boolean isTrue(String... path) {
        return Boolean.TRUE.equals(at(path).value);
    }
}
