package io.afterhours.progress.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tells of an error: the message of a report, or a line of a log. PostgreSQL and Java both read the patterns, and alike where case does not count. */
public final class ErrorText {
    /** What has it in it. */
    public static final String ERROR =
            "(^|[^a-z0-9])(error|exception|fatal|panic|traceback|denied|cannot|could not|failed)($|[^a-z0-9])";

    /** What only looks like one: counts of nothing. */
    public static final String NO_ERROR = "(^|[^a-z0-9])(0|no|without) (error|failed|failures?|exception)";

    private static final Pattern TELLS = Pattern.compile(ERROR, Pattern.CASE_INSENSITIVE);
    private static final Pattern DENIES = Pattern.compile(NO_ERROR, Pattern.CASE_INSENSITIVE);

    private ErrorText() {}

    /** Whether a text tells of an error. */
    public static boolean tells(@Nullable String text) {
        return text != null
                && TELLS.matcher(text).find()
                && !DENIES.matcher(text).find();
    }
}
