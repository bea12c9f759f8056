/**
 * Signs that a session does not get on, each with its evidence: it is silent for longer than its kind of build usually is, or says the
 * same error again and again while it stays where it is.
 *
 * <pre>
 *   ended sessions ──gaps between reports──► {@link io.afterhours.progress.signal.GapStore}, the newest thousand of each kind
 *                                                      │ 95 of 100 are shorter than
 *   lines and reports ──errors──► {@link io.afterhours.progress.signal.ErrorRules}, counted ──► no-progress ──► moved, or ended
 *   live sessions ──last heard of──► {@link io.afterhours.progress.signal.SilenceRules} ──► stalled ──► moved, or ended
 * </pre>
 *
 * <p>A silence is said once: what is said stays in the session until it reports or writes a line, whoever looks and however
 * often the service starts. It tells and stops nothing: the runner ends an attempt that is idle for too long.
 */
@NullMarked
package io.afterhours.progress.signal;

import org.jspecify.annotations.NullMarked;
