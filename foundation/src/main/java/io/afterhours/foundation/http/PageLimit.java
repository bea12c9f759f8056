package io.afterhours.foundation.http;

import io.afterhours.contracts.InvalidEvent;
import org.jspecify.annotations.Nullable;

/** How many entries of a list a caller asks for at once: the parameter {@code limit}. */
public final class PageLimit {
    private PageLimit() {}

    /**
     * Reads it.
     *
     * @throws InvalidEvent when it is no number from 1 to {@code most}; less than was asked for would look like the end of the list
     */
    public static int of(@Nullable String asked, int usual, int most) {
        if (asked == null || asked.isEmpty()) {
            return usual;
        }
        try {
            var limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw refused(asked, most);
        }
        throw refused(asked, most);
    }

    private static InvalidEvent refused(String asked, int most) {
        return new InvalidEvent("limit", "a number from 1 to " + most, asked);
    }
}
