/**
 * The windows of subscriptions: how much of what a plan allows in five hours or a week an agent's provider says is used, when the
 * window is empty again, and how much of it the person keeps for their own work.
 *
 * <p>Agents report them on {@code agent.<agent>.window}. Every change is published on {@code cost.window}; cost-service states, and
 * the scheduler starts nothing more with an agent once all of a window but the reserve is used.
 */
@NullMarked
package io.afterhours.cost.window;

import org.jspecify.annotations.NullMarked;
