/**
 * Which attempt is stopped on a host that is over its limit for too long. Takes facts and a time; never touches the world.
 *
 * <pre>
 *   over 90 % in every report for two minutes ──► the least valuable attempt is stopped ──► two minutes to see what it gave ──► …
 * </pre>
 */
@NullMarked
package io.afterhours.scheduler.overload;

import org.jspecify.annotations.NullMarked;
