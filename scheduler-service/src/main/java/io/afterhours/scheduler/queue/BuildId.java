package io.afterhours.scheduler.queue;

import io.afterhours.contracts.InvalidEvent;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A build's id as people see it, {@code B-42}, for its number in the table. */
public record BuildId(long number) {
    private static final Pattern FORM = Pattern.compile("(?:[Bb]-)?(\\d{1,18})");

    /**
     * Reads {@code B-42}, {@code b-42} or {@code 42}.
     *
     * @throws InvalidEvent when it is none of these
     */
    public static BuildId parse(String field, @Nullable String text) {
        var match = FORM.matcher(text == null ? "" : text.strip());
        if (!match.matches()) {
            throw new InvalidEvent(field, "a build's id such as B-42", text);
        }
        return new BuildId(Long.parseLong(match.group(1)));
    }

    /** As {@link #parse}; empty when it is none of these. */
    public static Optional<BuildId> read(String text) {
        var match = FORM.matcher(text.strip());
        return match.matches() ? Optional.of(new BuildId(Long.parseLong(match.group(1)))) : Optional.empty();
    }

    @Override
    public String toString() {
        return "B-" + number;
    }
}
