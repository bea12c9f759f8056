/**
 * The life of a build. A transition is a method that exists only on the states where it is legal.
 *
 * <pre>
 *                    {@link io.afterhours.scheduler.life.Life.Queued} ─────────► {@link io.afterhours.scheduler.life.Life.Rejected}
 *                     │ dispatch        ▲ retry by a person
 *                     ▼                 │
 *   lost ◄── {@link io.afterhours.scheduler.life.Life.Dispatched} ──► {@link io.afterhours.scheduler.life.Life.Running} ──► {@link io.afterhours.scheduler.life.Life.Verifying} ──► {@link io.afterhours.scheduler.life.Life.Finished}
 *     │                                 │               │
 *     └───────────► {@link io.afterhours.scheduler.life.Life.Retrying} ◄──────────┴───────────────┘
 *                       │ the ladder's last rung
 *                       ▼
 *                    {@link io.afterhours.scheduler.life.Life.Escalated} ──► {@link io.afterhours.scheduler.life.Life.Failed}, or queued again
 * </pre>
 *
 * Every state that is not final can be cancelled.
 */
@NullMarked
package io.afterhours.scheduler.life;

import org.jspecify.annotations.NullMarked;
