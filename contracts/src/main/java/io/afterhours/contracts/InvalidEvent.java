package io.afterhours.contracts;

import org.jspecify.annotations.Nullable;

/** A field of an event or request that breaks its contract; says which, what was expected and what was there. */
public final class InvalidEvent extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String field;
    private final String expected;
    private final String was;

    public InvalidEvent(String field, String expected, @Nullable Object was) {
        super(field + ": expected " + expected + ", was " + shown(was));
        this.field = field;
        this.expected = expected;
        this.was = shown(was);
    }

    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }

    public String was() {
        return was;
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        var text = value.toString();
        if (text.isBlank()) {
            return "blank text";
        }
        return Excerpt.marked(text, SHOWN);
    }
}
