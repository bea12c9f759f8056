/**
 * Where the person is: what they said by hand, and when they were last seen. What a context means is the policy's to say; nothing
 * here decides what starts.
 *
 * <pre>
 *   by hand, until its end  ─►  seen in the last 15 min  ─►  calendar of the policy  ─►  unknown
 *                               {@code available}
 * </pre>
 */
@NullMarked
package io.afterhours.scheduler.context;

import org.jspecify.annotations.NullMarked;
