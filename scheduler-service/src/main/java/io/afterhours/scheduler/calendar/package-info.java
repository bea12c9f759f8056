/**
 * The person's calendars: read from files and addresses that the operator named, on a schedule, and kept as
 * {@link io.afterhours.scheduler.planning.Meeting meetings}. What they hold back is for the planning rules to say.
 *
 * <p>The rule that matters most: an address is a secret, and what is in a calendar is private. Neither is in a log, an answer or a
 * sentence; a calendar goes by its host and its place in the list, and titles are not even kept unless the operator says so.
 */
@NullMarked
package io.afterhours.scheduler.calendar;

import org.jspecify.annotations.NullMarked;
