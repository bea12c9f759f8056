/**
 * How full this runner's host is, and whether more work is taken there.
 *
 * <pre>
 *   takes work ── disk or memory over 80 % ──► full
 *        ▲                                       │
 *        └──────── both at 75 % or less ─────────┘
 * </pre>
 *
 * <p>Between the two marks everything stays as it is, so that a host that goes up and down about one of them does not flicker.
 */
@NullMarked
package io.afterhours.runner.load;

import org.jspecify.annotations.NullMarked;
