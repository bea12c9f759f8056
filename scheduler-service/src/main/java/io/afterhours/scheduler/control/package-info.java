/**
 * Whether builds start at all, and by which policy.
 */
@NullMarked
package io.afterhours.scheduler.control;

import org.jspecify.annotations.NullMarked;
