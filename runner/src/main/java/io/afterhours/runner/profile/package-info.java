/**
 * How agents are started and how their output is read. A profile is configuration ({@code afterhours.profiles.<name>}) plus
 * one of the readers here.
 *
 * <p>{@code shell}: the prompt is a script. It is written to a file and {@code /bin/sh <file>} runs it, or the operator's own
 * command with {@code {prompt-file}} among its arguments. No text of a build ever stands in a command line. What earlier
 * attempts failed with is in the file that {@code AFTERHOURS_EVIDENCE} names. On standard output these lines are read and
 * not logged:
 *
 * <pre>
 *   ::progress 50 half way there      percent and message
 *   ::usage {"model":"m","inputTokens":1200,"outputTokens":300}     since the line before
 *   ::escalate Which retry limit?     or a JSON object as on agent.&lt;agent&gt;.escalation
 *   ::summary what was done           shown with the result
 *   ::failed rate-limited 2026-11-22T06:00:00Z the reason      a failure class, a reset time where there is one, a text
 * </pre>
 *
 * <p>{@code claude}: Claude Code, prompt by standard input, its JSON lines read. A terminal line decides, never the exit code
 * alone; what the agent writes in prose or prints from tools decides nothing. Its usage figures grow over a session and
 * survive a resume, so differences to a {@link io.afterhours.runner.profile.UsageMarks high-water mark} are booked.
 *
 * <p>An agent that says done makes a {@link io.afterhours.runner.profile.Claim}; whether it is, the acceptance command decides.
 */
@NullMarked
package io.afterhours.runner.profile;

import org.jspecify.annotations.NullMarked;
