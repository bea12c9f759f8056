/**
 * Budgets per day, week and month, and of an agent, a tag, a model or a build: how much of each is spent, and when 80 % (warn) and
 * 100 % (critical) are reached.
 *
 * <p>Cost-service states; it stops nothing. The scheduler starts nothing more once a hard budget is critical.
 *
 * <pre>
 *      ok ──80 %──► warn ──100 %──► critical
 *       ▲             │                 │
 *       └─ the period turns, or the limit is raised
 * </pre>
 *
 * Every publication of a budget has a higher version than the one before; a state that got worse is published on
 * {@code cost.crossed} as well.
 */
@NullMarked
package io.afterhours.cost.budget;

import org.jspecify.annotations.NullMarked;
