package io.afterhours.progress.session;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a text has in it that tells of an error. */
public final class ErrorText {
    /** One of these, in any case of letters. */
    public static final List<String> WORDS =
            List.of("error", "exception", "fatal", "panic", "traceback", "denied", "cannot", "could not", "failed");

    private ErrorText() {}

    /** Whether a text may tell of an error; whether it does is found where errors are counted. */
    static boolean isIn(@Nullable String text) {
        return text != null && hasOne(text.toLowerCase(Locale.ROOT));
    }

    /** Not by a pattern, which takes four times as long for a message of 80 characters. */
    private static boolean hasOne(String text) {
        return WORDS.stream().anyMatch(text::contains);
    }
}
