/** Puts before the person that an agent is parked because it sends too much, and takes it back when it is so no longer. */
@NullMarked
package io.afterhours.scheduler.parked;

import org.jspecify.annotations.NullMarked;
