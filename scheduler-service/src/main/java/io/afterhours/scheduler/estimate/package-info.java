/**
 * How long an attempt should take and what it should cost, said before it starts. For now from a table by kind; never a promise,
 * and never a reason to stop anything.
 */
@NullMarked
package io.afterhours.scheduler.estimate;

import org.jspecify.annotations.NullMarked;
