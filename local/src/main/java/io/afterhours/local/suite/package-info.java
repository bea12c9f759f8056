/**
 * What the suite consists of on one machine: which parts, with which settings, in which order up and down.
 *
 * <pre>
 * up:    postgres, nats  →  scheduler, cost, progress, dashboard, runner
 * down:  dashboard  →  runner  →  scheduler, cost, progress  →  nats  →  postgres
 * </pre>
 */
@NullMarked
package io.afterhours.local.suite;

import org.jspecify.annotations.NullMarked;
