package io.afterhours.runner.workspace;

/** Whether the work of a successful attempt goes into the branch that is checked out in its workspace. */
public enum MergeRule {
    /** Fast-forward, else a merge when it is clean. */
    WHEN_CLEAN,
    /** The branch waits for the person. */
    NEVER
}
