package io.afterhours.cli.http;

import org.jspecify.annotations.Nullable;

/** A path with parameters; those without a value are left out. */
public final class Query {
    private final StringBuilder text;
    private boolean any;

    public Query(String path) {
        this.text = new StringBuilder(path);
    }

    /** Adds a parameter, unless its value is missing or empty. */
    public Query with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append(any ? '&' : '?').append(name).append('=').append(Server.encoded(value.toString()));
            any = true;
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
