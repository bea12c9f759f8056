/**
 * The live stream. One {@link io.afterhours.dashboard.live.TopicStore} holds the newest value of everything that is shown;
 * a client holds a cursor and pulls what changed since, at most twenty times a second and only while its socket takes it. So a
 * slow tab gets fewer and larger frames, and a stalled one costs its socket buffer and one number.
 *
 * <pre>
 * NATS events ──► LiveFeed ──► TopicStore ──► LiveHub ──► frame, encoded once ──► LiveClient ──► browser
 * REST snapshots ──┘              (id → newest row, version)
 * </pre>
 */
@NullMarked
package io.afterhours.dashboard.live;

import org.jspecify.annotations.NullMarked;
