/**
 * The retry ladder as a document, read with all its faults named and written, and how often each rung led to a finished build.
 * What the ladder decides is in {@link io.afterhours.scheduler.retry}.
 */
@NullMarked
package io.afterhours.scheduler.ladder;

import org.jspecify.annotations.NullMarked;
