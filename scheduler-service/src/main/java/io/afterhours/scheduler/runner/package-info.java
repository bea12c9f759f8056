/**
 * Which runners there are, when they were last heard of, and how much they can take.
 */
@NullMarked
package io.afterhours.scheduler.runner;

import org.jspecify.annotations.NullMarked;
