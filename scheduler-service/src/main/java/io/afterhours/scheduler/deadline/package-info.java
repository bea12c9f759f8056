/**
 * Lets a person set, move and take away the deadline of a build. Tells them, once, of a build that waits and can no longer be done by its
 * deadline, and takes it back when that no longer matters.
 *
 * <pre>
 *   waits ──► deadline over, or too near for its estimate? ──► escalation of kind "deadline", high, once for each deadline
 *                                                                noted    ──► it waits as before
 *                                                                urgent   ──► it goes before all others
 *                                                                cancel   ──► cancelled
 *                                                              closed by itself when the build is over, or its deadline was moved
 * </pre>
 *
 * <p>A deadline never changes the order of the queue: what a person wants sooner, a person puts first.
 */
@NullMarked
package io.afterhours.scheduler.deadline;

import org.jspecify.annotations.NullMarked;
