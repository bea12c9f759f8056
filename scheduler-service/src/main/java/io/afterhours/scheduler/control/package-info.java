/**
 * Whether builds start at all, by which policy, and which limits of providers a person lifts.
 */
@NullMarked
package io.afterhours.scheduler.control;

import org.jspecify.annotations.NullMarked;
