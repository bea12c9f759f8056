/**
 * Starts one command and makes sure that nothing of it is left.
 *
 * <p>A {@link io.afterhours.runner.process.Command} is an argv list: no shell ever sees task text. It runs with an
 * environment that holds what was put there and nothing else, with a file (or nothing) as standard input, in a session of
 * its own, and within {@link io.afterhours.runner.process.Caps}.
 *
 * <pre>
 *   Launcher.start(command) ──► LaunchedProcess ──► Ending.Exited(code)
 *                                     │ stop(reason): SIGTERM to all, grace, SIGKILL to all
 *                                     └──────────► Ending.Stopped(reason)
 * </pre>
 *
 * <p>How "all" is found is the {@link io.afterhours.runner.process.Containment}, chosen once at start by trying:
 *
 * <ul>
 *   <li>{@code NAMESPACE}, {@code USER_NAMESPACE}: the command lives in a pid namespace. When its first process dies the
 *       kernel kills the rest, however often it forked, changed its session or cleared its environment.
 *   <li>{@code SESSION}: own session; found by session, process group, ancestry and the marker in the environment. A child
 *       that leaves all four escapes.
 *   <li>{@code PLAIN}: where there is no {@code setsid} (macOS): ancestry alone.
 * </ul>
 *
 * <p>Where {@code setpriv} is at hand the kernel kills the command as soon as this process dies, {@code kill -9} included.
 * What is left over in spite of that is ended at the next start by {@link io.afterhours.runner.process.Leftovers}.
 */
@NullMarked
package io.afterhours.runner.process;

import org.jspecify.annotations.NullMarked;
