/**
 * What a queue would come to under a policy: the same rules and life cycle as in earnest, over virtual time.
 *
 * <pre>
 *   {@link io.afterhours.scheduler.simulate.Work} ──arrives──► ready ──{@link io.afterhours.scheduler.planning.PlanningRules}──► live ──{@link io.afterhours.scheduler.simulate.World}──► ended
 *                          ▲                                        │
 *                          │                                    it failed
 *                          │                                        ▼
 *                          ├──────────── due ◄──────────── {@link io.afterhours.scheduler.retry.RetryRules}
 *                          │                                        │ the ladder's end
 *                          └──────────── answered ◄──────── {@link io.afterhours.scheduler.simulate.Person}
 * </pre>
 *
 * <p>The rule that matters most: what is drawn depends on the seed, the build, the attempt and what it is drawn for, and on
 * nothing else. So two policies see the same night: the third attempt at a build takes as long and fails alike under both, whenever
 * it starts.
 *
 * <p>Nothing here decides when a build starts, what follows a failure or what needs consent; it asks those who do. It never reads a
 * clock, and never touches the queue.
 */
@NullMarked
package io.afterhours.scheduler.simulate;

import org.jspecify.annotations.NullMarked;
