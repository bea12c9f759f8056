/**
 * Keeps batches: proposes them as builds that are alike become ready, has a person or the policy accept them, hands their members
 * to one attempt, and measures what that saved. The thinking is in {@link io.afterhours.scheduler.batch}.
 *
 * <p>While it waits in an accepted batch, a build carries the batch's estimate, so that plan, window and budget see what will
 * really start; a member that goes back to the queue gets its own again.
 */
@NullMarked
package io.afterhours.scheduler.batching;

import org.jspecify.annotations.NullMarked;
