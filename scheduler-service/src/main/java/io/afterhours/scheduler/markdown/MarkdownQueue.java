package io.afterhours.scheduler.markdown;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A queue as Markdown: read, written back, exported. */
public final class MarkdownQueue {
    private MarkdownQueue() {}

    /** All that could be read of a document, and each line that could not; local times are those of {@code zone}. */
    public static ReadQueue read(String markdown, ZoneId zone) {
        return QueueReader.read(markdown, zone);
    }

    /**
     * The document with mark, ETA, cost and id of the builds in it; a line is touched when its id is missing or its mark is not
     * that of its build's state, and then only in these places.
     *
     * @param standings by the line of the item, as {@link QueueItem#line()} gave it for this very text
     */
    public static SyncedQueue sync(String markdown, Map<Integer, Standing> standings) {
        return new QueueSync(standings).sync(markdown);
    }

    /** Builds as a document. */
    public static String export(List<Exported> builds) {
        return QueueWriter.write(builds);
    }
}
