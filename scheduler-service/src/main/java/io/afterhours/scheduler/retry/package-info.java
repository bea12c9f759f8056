/**
 * What happens after an attempt failed: a ladder of rungs, as data.
 *
 * <pre>
 *   failure ──► counts? ──no──► {@link io.afterhours.scheduler.retry.RetryDecision.RequeueUncounted}   rate limited, cancelled, lost
 *                 │
 *                yes
 *                 ▼
 *             of use to try again? ──no──► {@link io.afterhours.scheduler.retry.RetryDecision.Escalate}   auth, config, out of budget
 *                 │
 *                yes
 *                 ▼
 *   1st  {@link io.afterhours.scheduler.retry.RetryDecision.Retry}     after 5 min, with the failure's evidence in the prompt
 *   2nd  {@link io.afterhours.scheduler.retry.RetryDecision.Retry}     after 10 min, with a smaller scope too
 *   3rd  {@link io.afterhours.scheduler.retry.RetryDecision.Escalate}  with the choices laid out
 * </pre>
 *
 * <p>Lost runners are counted apart: when five in a row were lost with a build, a person is asked.
 *
 * <p>What an attempt printed is nobody's word but the agent's: in the next prompt every line of it is quoted and called quoted,
 * so that it cannot pass for an instruction.
 */
@NullMarked
package io.afterhours.scheduler.retry;

import org.jspecify.annotations.NullMarked;
