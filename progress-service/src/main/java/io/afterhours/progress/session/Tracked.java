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
    Tracked with(Session changed) {
        return new Tracked(changed, publishedVersion, publishedAt);
    }

    Tracked published(Instant at) {
        return new Tracked(session, session.version(), at);
    }
}
