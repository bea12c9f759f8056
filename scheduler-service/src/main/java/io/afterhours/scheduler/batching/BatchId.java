package io.afterhours.scheduler.batching;

import io.afterhours.contracts.InvalidEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A batch's id as people see it, {@code G-3}, for its number in the table. */
public record BatchId(long number) {
    private static final Pattern FORM = Pattern.compile("(?:[Gg]-)?(\\d{1,18})");

    /**
     * Reads {@code G-3}, {@code g-3} or {@code 3}.
     *
     * @throws InvalidEvent when it is none of these
     */
    public static BatchId parse(String field, @Nullable String text) {
        var match = FORM.matcher(text == null ? "" : text.strip());
        if (!match.matches()) {
            throw new InvalidEvent(field, "a batch's id such as G-3", text);
        }
        return new BatchId(Long.parseLong(match.group(1)));
    }

    @Override
    public String toString() {
        return "G-" + number;
    }
}
