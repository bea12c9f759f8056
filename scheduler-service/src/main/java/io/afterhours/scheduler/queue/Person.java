package io.afterhours.scheduler.queue;

import io.afterhours.contracts.access.PersonHeaders;
import org.jspecify.annotations.Nullable;

/** Who acts over HTTP. The token says that it is the person; the header says through what, for the audit. */
public final class Person {
    /** Set by the command line and the dashboard. */
    public static final String HEADER = PersonHeaders.BY;

    private Person() {}

    /** The name for the audit: letters, digits, spaces, dots, dashes, at most 60. */
    public static String of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return "person";
        }
        var cleaned = header.replaceAll("[^\\p{L}\\p{N} ._@-]", "").strip();
        return cleaned.isEmpty() ? "person" : cleaned.substring(0, Math.min(60, cleaned.length()));
    }
}
