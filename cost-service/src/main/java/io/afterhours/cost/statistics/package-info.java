/**
 * How models do at kinds of builds: what they cost, how long they take, how often they succeed and how often they try again.
 *
 * <p>An attempt counts for the model that cost most in its session, else for the one that the scheduler started it with, and
 * everything that its session cost counts with it. An attempt that was cancelled, lost or refused by the provider says nothing of its
 * model: it is counted apart. What moved is published on {@code cost.model}; cost-service states, and routes nothing.
 */
@NullMarked
package io.afterhours.cost.statistics;

import org.jspecify.annotations.NullMarked;
