/**
 * What a day, a week and a month will have cost when they end, with the range that eight of ten should stay in (p10 to p90), and when
 * a budget is spent at the present pace.
 *
 * <pre>
 *   spent so far ─┬─ rest of today: the pace of the last three hours, and what days of the same weekday spent from this hour on
 *                 └─ each day to come: what days of its weekday have cost
 * </pre>
 *
 * Each of these is held against the queue: where what the scheduler expects its builds to cost by then, beside what is usual outside of
 * builds, is more than what is usual in all, it counts instead.
 *
 * What was expected at half of each period is kept and held against what came of it.
 */
@NullMarked
package io.afterhours.cost.forecast;

import org.jspecify.annotations.NullMarked;
