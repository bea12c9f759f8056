/**
 * How long an attempt should take and what it should cost, said before it starts, corrected while it runs, and graded when it is
 * over. Never a promise, and never a reason to stop anything.
 *
 * <pre>
 *   {@link io.afterhours.scheduler.estimate.Outcome}s of a kind ──► {@link io.afterhours.scheduler.estimate.Experience} ──► {@link io.afterhours.scheduler.estimate.Estimate} before the start
 *          ▲                                                        │ elapsed, progress
 *          │                                                        ▼
 *    how it ended  ◄──────────── attempt ◄──────────────────── {@link io.afterhours.scheduler.estimate.Remaining}
 *          │
 *          └──► {@link io.afterhours.scheduler.estimate.Held}: how often p50 and p90 were right
 * </pre>
 *
 * <p>What counts as having happened are attempts that succeeded. One that failed, was stopped or was lost took until then and no
 * longer: nobody knows how long the work would have taken, so it says nothing about durations.
 */
@NullMarked
package io.afterhours.scheduler.estimate;

import org.jspecify.annotations.NullMarked;
