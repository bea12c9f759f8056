/**
 * What starts now, and why the rest does not. Takes facts and a time, returns a {@link io.afterhours.scheduler.planning.Plan};
 * never reads a clock, never touches the world, so the simulation runs the very same code.
 *
 * <p>Candidates are looked at in the order of their {@link io.afterhours.scheduler.planning.Score}. Each is asked these questions
 * in this order; the first that holds it gives its {@link io.afterhours.scheduler.planning.Verdict}. A candidate that is held never
 * holds those behind it.
 *
 * <pre>
 *   the suite     paused?
 *       │         {@link io.afterhours.scheduler.planning.Verdict.Paused}
 *       ▼
 *   the build     dependency failed? ─ dependency open? ─ blocker? ─ unsafe? ─ approval needed? ─ too early? ─ waiting to retry?
 *       │         {@link io.afterhours.scheduler.planning.Verdict.DependencyFailed}, {@link io.afterhours.scheduler.planning.Verdict.DependencyOpen}, {@link io.afterhours.scheduler.planning.Verdict.Blocked}, {@link io.afterhours.scheduler.planning.Verdict.Unsafe},
 *       │         {@link io.afterhours.scheduler.planning.Verdict.ApprovalNeeded}, {@link io.afterhours.scheduler.planning.Verdict.TooEarly}, {@link io.afterhours.scheduler.planning.Verdict.RetryWait}
 *       ▼
 *   the hour      fits nowhere? ─ quiet? ─ no band? ─ other priorities? ─ other tags? ─ wrong size? ─ other context? ─ too long? ─ meeting?
 *       │         {@link io.afterhours.scheduler.planning.Verdict.FitsNowhere},
 *       │         {@link io.afterhours.scheduler.planning.Verdict.QuietHours}, {@link io.afterhours.scheduler.planning.Verdict.NoBand}, {@link io.afterhours.scheduler.planning.Verdict.OtherPriorities},
 *       │         {@link io.afterhours.scheduler.planning.Verdict.OtherTags}, {@link io.afterhours.scheduler.planning.Verdict.WrongSize}, {@link io.afterhours.scheduler.planning.Verdict.OtherContext}, {@link io.afterhours.scheduler.planning.Verdict.TooLong}, {@link io.afterhours.scheduler.planning.Verdict.RunsIntoMeeting}
 *       ▼
 *   the means     over budget? ─ no room? ─ provider limited? ─ no runner? ─ hosts full? ─ workspace busy? ─ no slot?
 *       │         {@link io.afterhours.scheduler.planning.Verdict.OverBudget}, {@link io.afterhours.scheduler.planning.Verdict.TooCostly}, {@link io.afterhours.scheduler.planning.Verdict.RoomReserved}, {@link io.afterhours.scheduler.planning.Verdict.ProviderLimited}, {@link io.afterhours.scheduler.planning.Verdict.NoRunner}, {@link io.afterhours.scheduler.planning.Verdict.HostFull}, {@link io.afterhours.scheduler.planning.Verdict.WorkspaceBusy}, {@link io.afterhours.scheduler.planning.Verdict.NoSlot}
 *       ▼
 *     start       {@link io.afterhours.scheduler.planning.Verdict.Start}, or {@link io.afterhours.scheduler.planning.Verdict.Exempt} over a budget
 * </pre>
 *
 * <p>What needs the person comes before what the clock will settle, and what the clock will settle before what depends on other
 * builds: the sentence that is shown is the one the person can do most about.
 */
@NullMarked
package io.afterhours.scheduler.planning;

import org.jspecify.annotations.NullMarked;
