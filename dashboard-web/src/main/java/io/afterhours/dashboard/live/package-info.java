/**
 * The live stream. One {@link io.afterhours.dashboard.live.TopicStore} holds the newest value of everything that is shown;
 * at most twenty times a second what changed becomes one frame for all who follow the same topics, written and compressed once. A
 * client holds a cursor and takes the frames after it, only while its socket does; those that are further behind than the last
 * second get one larger frame, and those that open at the same moment the same snapshot. So a stalled tab costs its socket buffer and a number, and after a minute not even those.
 *
 * <pre>
 * NATS events ──► LiveFeed ──► TopicStore ──► LiveHub ──► FrameLog ──► LiveClient ──► browser
 * REST snapshots ──┘              (id → newest row, version)
 * </pre>
 */
@NullMarked
package io.afterhours.dashboard.live;

import org.jspecify.annotations.NullMarked;
