package io.afterhours.progress.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session, locked for the transaction, and what the world was told of it.
 *
 * @param publishedVersion the newest version that was published, 0 for none
 */
record Tracked(
        Session session, long publishedVersion, @Nullable Instant publishedAt) {
    /** When it was last heard of: a report may be older than its receipt, and its receipt was published soon after. */
    Instant heardAt() {
        return publishedAt != null && publishedAt.isAfter(session.updatedAt()) ? publishedAt : session.updatedAt();
    }

    Tracked with(Session changed) {
        return new Tracked(changed, publishedVersion, publishedAt);
    }

    Tracked published(Instant at) {
        return new Tracked(session, session.version(), at);
    }
}
