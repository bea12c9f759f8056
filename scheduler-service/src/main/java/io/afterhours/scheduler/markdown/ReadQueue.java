package io.afterhours.scheduler.markdown;

import java.util.List;
import java.util.stream.Stream;

/**
 * A document that was read.
 *
 * @param items open and closed ones, each after those it depends on
 * @param unread in the order of the document
 */
public record ReadQueue(List<QueueItem> items, List<Unread> unread) {
    public ReadQueue {
        items = List.copyOf(items);
        unread = List.copyOf(unread);
    }

    /** The items that ask for a build which is not queued yet, each after those it depends on. */
    public Stream<QueueItem> fresh() {
        return items.stream().filter(each -> each.id() == null && each.mark().isOpen());
    }
}
