package io.afterhours.runner.workspace;

/** A workspace in which no attempt can work; the message says what to do, and trying again does not help. */
public final class WorkspaceRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkspaceRefused(String message) {
        super(message);
    }
}
