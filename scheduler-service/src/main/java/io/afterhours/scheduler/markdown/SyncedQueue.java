package io.afterhours.scheduler.markdown;

import java.util.List;

/**
 * A document with states written back.
 *
 * @param disagreements items that somebody closed in the document while their builds go on; these lines are left as they are
 */
public record SyncedQueue(String content, List<Unread> disagreements) {
    public SyncedQueue {
        disagreements = List.copyOf(disagreements);
    }
}
