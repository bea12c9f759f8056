/**
 * Takes reports of usage in and books each exactly once: checked, told from its repetitions, priced, written into the ledger,
 * and then said to the suite, all in one transaction per batch.
 *
 * <p>Two ways lead in. On the bus the publisher is the agent that the server enforced, and the event's id tells repetitions
 * ({@link io.afterhours.cost.usage.UsageSubscriber}). Over HTTP the agent is the one that the request names and the caller's
 * {@code Idempotency-Key} tells them; such a report is booked at once and goes onto no agent subject, so that the answer already
 * says what it costs ({@link io.afterhours.cost.usage.UsageResource}).
 */
@NullMarked
package io.afterhours.cost.usage;

import org.jspecify.annotations.NullMarked;
