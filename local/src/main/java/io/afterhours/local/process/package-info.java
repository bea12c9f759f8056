/**
 * Processes: started, watched, started again, stopped, found again after a crash. Knows nothing of what they do.
 *
 * <pre>
 *            start            ready
 *   (none) ────────► starting ─────► running ──died──► waiting (0.5 s, 1 s, … 30 s) ──► starting
 *                       │ died or late   │ stop
 *                       ▼                ▼
 *                     failed          stopped
 * </pre>
 *
 * A process is known by its number and its start time together, so that a number that was given again is never taken for
 * the process that had it before.
 */
@NullMarked
package io.afterhours.local.process;

import org.jspecify.annotations.NullMarked;
