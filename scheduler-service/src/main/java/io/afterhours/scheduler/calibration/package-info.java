/**
 * Keeps what attempts took and cost, learns from it, and says how often estimates were right. The thinking is in
 * {@link io.afterhours.scheduler.estimate}; here it meets tables and events.
 *
 * <p>{@link io.afterhours.scheduler.calibration.Learner} looks at attempts that ended, in transactions of its own, so that no
 * result waits for it; what it did not get to before a crash it finds afterwards.
 */
@NullMarked
package io.afterhours.scheduler.calibration;

import org.jspecify.annotations.NullMarked;
