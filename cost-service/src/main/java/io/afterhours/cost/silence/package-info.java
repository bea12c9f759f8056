/**
 * Cost of silence: what sessions spend while their state and their percent stand still. A report of cost is silent when neither had
 * changed for {@link io.afterhours.cost.silence.SilenceConfig#after} at the time it says; of a session whose progress was never
 * heard, nothing is. What is booked late, after an outage, is not judged: what moved meanwhile may not have been heard yet.
 */
@NullMarked
package io.afterhours.cost.silence;

import org.jspecify.annotations.NullMarked;
