package io.afterhours.runner.profile;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import java.nio.file.Path;

/**
 * One attempt as an agent needs to know it.
 *
 * @param folder the attempt's own folder, for files that are only for this run
 * @param agentSession the agent's own id for its conversation
 * @param resumed whether that conversation exists already and is to be taken up again
 * @param marks what was booked of it
 */
public record Assignment(
        AttemptDispatched attempt, Path folder, String agentSession, boolean resumed, UsageMarks marks) {}
