package io.afterhours.runner.workspace;

import java.nio.file.Path;

/** Where one attempt works. */
public sealed interface Workplace {
    /** The folder the agent starts in. */
    Path directory();

    /** A folder made for the attempt. */
    record Scratch(Path directory) implements Workplace {}

    /** The workspace itself, because it is no repository. */
    record Plain(Path directory) implements Workplace {}

    /**
     * A worktree made for the attempt.
     *
     * @param repository top folder of the person's checkout
     * @param tree top folder of the worktree
     * @param directory the folder in the worktree that stands for the workspace
     * @param base the commit it began with
     */
    record Worktree(Path repository, Path tree, Path directory, String branch, String base) implements Workplace {}
}
