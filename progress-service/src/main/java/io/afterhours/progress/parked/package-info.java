/**
 * Agents that are parked because they report more than their rate: who they are, and that the world is told so once when it begins and
 * once when all their reports are applied. How they are parked is foundation's: {@code io.afterhours.foundation.nats.Parking}.
 */
@NullMarked
package io.afterhours.progress.parked;

import org.jspecify.annotations.NullMarked;
