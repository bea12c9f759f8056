package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which builds to list, newest first.
 *
 * @param states those of these states; all where empty
 * @param text part of the title, in any case
 * @param before only builds with a lower number, as the cursor of the page before says
 */
public record BuildFilter(
        List<BuildState> states,
        @Nullable Priority priority,
        @Nullable String agent,
        @Nullable String tag,
        @Nullable String kind,
        @Nullable String text,
        @Nullable Long before,
        int limit) {
    public static final int MOST = 5_000;

    public BuildFilter {
        states = List.copyOf(states);
        limit = Check.within("limit", limit, 1, MOST);
    }
}
