/**
 * Stories over the whole suite, as a person lives them: everything runs as processes, started by {@code local} into a state
 * folder of its own, and is spoken to over HTTP and NATS. Tables are looked into only to count what must be there once.
 *
 * <p>{@code -Djourneys.kills=10} lets {@link io.afterhours.journeys.KillJourney} kill each part ten times instead of once;
 * {@code target/kills.md} then holds a line for each. It lets {@link io.afterhours.journeys.TwoSchedulersJourney} kill each of two
 * schedulers ten times instead of twice, {@link io.afterhours.journeys.FloodKillJourney} each part that has to do with a flood ten times, and
 * {@link io.afterhours.journeys.SchedulerKillJourney} goes through ten nights with two kills each.
 */
@NullMarked
package io.afterhours.journeys;

import org.jspecify.annotations.NullMarked;
