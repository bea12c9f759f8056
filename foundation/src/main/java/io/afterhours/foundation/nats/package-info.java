/**
 * The thin connector between JetStream and {@code @Incoming} methods that take a list.
 *
 * <p>One pull, one list, one transaction, one commit, then the acks. A list that is refused is handed on again message by
 * message, so that one bad message harms no other; one that is refused alone five times goes to quarantine. While the
 * database is down nothing is pulled, and no refusal counts.
 *
 * <p>An agent that sends more than its rate is parked: {@link io.afterhours.foundation.nats.Parking}.
 */
@NullMarked
package io.afterhours.foundation.nats;

import org.jspecify.annotations.NullMarked;
