/**
 * The table of agents that are parked because they send more than their rate, with the part of the stream that was passed over
 * because of it.
 */
@NullMarked
package io.afterhours.foundation.parking;

import org.jspecify.annotations.NullMarked;
