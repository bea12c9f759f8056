package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that was read.
 *
 * @param line its line, counted from one
 * @param id of the build it stands for, from the comment at its end; absent for a new one
 * @param request the build it asks for; names as dependencies only builds that have ids
 * @param after the items of the same document that have no id yet and come before it
 */
public record QueueItem(int line, @Nullable String id, Mark mark, BuildRequested request, List<After> after) {
    public QueueItem {
        after = List.copyOf(after);
    }

    /** A dependency on the item of another line. */
    public record After(int line, OnFailure onFailure) {}
}
