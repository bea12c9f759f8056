/**
 * The queue: builds as they are asked for, kept, listed and steered. It decides whether a request is a new build or one that
 * is known; it never decides when a build starts.
 */
@NullMarked
package io.afterhours.scheduler.queue;

import org.jspecify.annotations.NullMarked;
