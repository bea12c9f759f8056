/**
 * What every session is doing: reports fold into one state per session, which is published when it changes.
 *
 * <pre>
 *   announced by the scheduler ─┐
 *                               ├─► live ──► ended by its own report (Complete, Failed)
 *   first report of an agent  ──┘      └───► closed with its attempt  (Complete, Failed, Cancelled)
 * </pre>
 *
 * <p>The rule that matters most: a session's state is a function of the set of what was said about it, not of the order in
 * which it arrived. {@link io.afterhours.progress.session.SessionRules} keeps only maxima and minima, so duplicates,
 * late and out-of-order reports can neither move a bar back nor open again what has ended.
 *
 * <p>A session belongs to the first agent that reports under it, or to the runner that the scheduler says works on it;
 * nobody else's word about it counts.
 */
@NullMarked
package io.afterhours.progress.session;

import org.jspecify.annotations.NullMarked;
