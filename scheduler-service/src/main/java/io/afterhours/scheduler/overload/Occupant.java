package io.afterhours.scheduler.overload;

import io.afterhours.contracts.Priority;
import java.time.Instant;

/**
 * A live attempt on a host. Builds that are done together are one occupant, which is the most valuable of them.
 *
 * @param session of the attempt
 * @param score of the build: larger is worth more among those of its priority
 * @param since when it was handed out
 */
public record Occupant(String session, Priority priority, long score, Instant since) {}
