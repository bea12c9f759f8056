package io.afterhours.contracts.access;

import io.afterhours.contracts.Excerpt;
import org.jspecify.annotations.Nullable;

/** Who acts over HTTP. The token says that it is the person; a header says through what, for the audit. */
public final class Person {
    /** Through what a person acts: set by the command line and the dashboard. */
    public static final String HEADER = "X-Afterhours-By";

    /** The header that says that no person asked: a page or a script did so by itself. */
    public static final String UNASKED = "X-Afterhours-Unasked";

    private static final String UNSAID = "person";
    private static final int LONGEST = 60;

    private Person() {}

    /** The name for the audit: letters, digits, spaces, dots, dashes, at most {@value #LONGEST}. */
    public static String of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return UNSAID;
        }
        var cleaned = header.replaceAll("[^\\p{L}\\p{N} ._@-]", "").strip();
        return cleaned.isEmpty() ? UNSAID : Excerpt.of(cleaned, LONGEST);
    }
}
