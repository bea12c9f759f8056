/**
 * What a night holds: which builds fit its slots, hours and budget, in which order, and why the rest does not; shown before it
 * begins, so that the person can say no, and what goes first.
 *
 * <p>The rules of planning decide, over the hours ahead; here is only the clock that they are asked by. The plan is a forecast: when
 * a build really starts is decided when a slot is free.
 */
@NullMarked
package io.afterhours.scheduler.nightplan;

import org.jspecify.annotations.NullMarked;
