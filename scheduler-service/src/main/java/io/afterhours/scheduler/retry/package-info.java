/**
 * What happens after an attempt failed: a ladder of rungs and what a failure of each class does, as data.
 *
 * <pre>
 *   failure ──► its class {@link io.afterhours.scheduler.retry.Consequence} ──uncounted──► {@link io.afterhours.scheduler.retry.RetryDecision.RequeueUncounted}
 *                 │                             └─too often in a row──┐         rate limited, cancelled, lost
 *                 ├─────────────person────────────────────────────────┤         auth, config, out of budget
 *               climbs                                                ▼
 *                 ├─no rung left that is of use──────────► {@link io.afterhours.scheduler.retry.RetryDecision.Escalate} with the choices laid out
 *                 ▼
 *              {@link io.afterhours.scheduler.retry.RetryDecision.Retry} on the next rung that is of use
 *
 *   as it ships:  1st  after 5 min, with the failure's evidence in the prompt
 *                 2nd  after 10 min, with a smaller scope too
 * </pre>
 *
 * <p>A rate limit, a lost runner and a stop by a person never count as a failed attempt, whatever the ladder says. Lost runners
 * are counted apart: when five in a row were lost with a build, a person is asked.
 *
 * <p>Three attempts that failed alike and changed nothing are enough: then a person is asked, unless the next rung has another agent or
 * model.
 *
 * <p>A build climbs from the rung it stands on: a rung is taken once, and one that was skipped is not come back to.
 *
 * <p>What an attempt printed is nobody's word but the agent's: in the next prompt every line of it is quoted and called quoted,
 * so that it cannot pass for an instruction.
 */
@NullMarked
package io.afterhours.scheduler.retry;

import org.jspecify.annotations.NullMarked;
