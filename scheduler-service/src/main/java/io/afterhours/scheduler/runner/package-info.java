/**
 * Which runners there are, when they were last heard of, how much they can take, and until when the
 * providers of their agents let them do nothing.
 */
@NullMarked
package io.afterhours.scheduler.runner;

import org.jspecify.annotations.NullMarked;
