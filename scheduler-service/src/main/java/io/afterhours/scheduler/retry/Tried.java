package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.Failure;

/**
 * An attempt that failed.
 *
 * @param changed whether it left a commit
 */
public record Tried(Failure failure, boolean changed) {}
