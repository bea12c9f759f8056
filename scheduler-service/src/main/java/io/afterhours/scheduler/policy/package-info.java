/**
 * When builds may start, how many at once, and which: a weekly table of {@link io.afterhours.scheduler.policy.Band bands} and
 * {@link io.afterhours.scheduler.policy.Quiet quiet hours} in one IANA zone. A policy is data; nothing here knows a build's life.
 *
 * <p><b>The rule for daylight saving.</b> Hours are half-open local times, {@code [from, to)}. Each local time of a day stands for
 * exactly one instant, the first at which the clocks of the zone have reached it:
 *
 * <pre>
 *   spring, 02:00 → 03:00          autumn, 03:00 → 02:00
 *   01:59 ─┐┌─ 03:00               02:00 … 02:59 │ 02:00 … 02:59 ─ 03:00
 *          └┘                      └─ counts ──┘   └ no second start ┘
 *   02:30 is 03:00                 02:30 is the first 02:30
 * </pre>
 *
 * <p>So a band that begins in a gap begins at the gap's end, a band that lies in a gap altogether does not open that day, and
 * one that falls in a repeated hour counts once. Because the rule gives one instant to each local time and never runs backwards,
 * bands that tile the local day tile the real day too: no minute is lost and none is double. {@code days} name the day on which
 * hours begin; {@code 22:00} to {@code 06:00} on Friday ends on Saturday. {@code from} equal to {@code to} is the whole day.
 *
 * <p>Where bands overlap, the first in the table that is open counts. Where quiet hours overlap, the stricter counts.
 */
@NullMarked
package io.afterhours.scheduler.policy;

import org.jspecify.annotations.NullMarked;
