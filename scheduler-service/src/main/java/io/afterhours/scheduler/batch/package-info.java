/**
 * Which builds go together as one attempt, what that saves, and what becomes of each of them.
 *
 * <pre>
 *   builds that are ready ──► {@link io.afterhours.scheduler.batch.BatchRules} ──► {@link io.afterhours.scheduler.batch.Proposal} ──accept──► one attempt, one prompt ({@link io.afterhours.scheduler.batch.SharedPrompt})
 *                                   ▲                                     │
 *                                   │                                     ▼ each member's own acceptance
 *                    {@link io.afterhours.scheduler.batch.SharedPart} ◄──── measured ───────── finished one by one; the rest goes back as singles
 * </pre>
 *
 * <p>Takes facts and returns decisions; a member of a batch lives and ends like any other build.
 */
@NullMarked
package io.afterhours.scheduler.batch;

import org.jspecify.annotations.NullMarked;
