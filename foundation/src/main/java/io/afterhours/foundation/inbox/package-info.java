/**
 * A redelivery or a repeated publish is a no-op: the first sight of an event id is a row, written in the transaction that
 * applies the event.
 */
@NullMarked
package io.afterhours.foundation.inbox;

import org.jspecify.annotations.NullMarked;
