/**
 * The life of one attempt on this host.
 *
 * <pre>
 *   dispatch.&lt;pool&gt; ──► taken ──► started ──► (progress, log, usage) ──► verifying ──► finished
 *                         │  every 10 s a heartbeat with the fence, answered or the attempt fences itself
 *                         └─ stopped: by the scheduler, a cap, the lease, or the runner's own end
 * </pre>
 *
 * <p>The rule that matters most: who cannot have its heartbeat acknowledged until five seconds before the lease is over kills
 * its own process tree, because another runner may have the build by then.
 */
@NullMarked
package io.afterhours.runner.attempt;

import org.jspecify.annotations.NullMarked;
