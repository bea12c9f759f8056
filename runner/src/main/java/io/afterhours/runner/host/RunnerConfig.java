package io.afterhours.runner.host;

import io.afterhours.runner.workspace.MergeRule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** This runner: what it takes and where it works. */
@ConfigMapping(prefix = "afterhours.runner")
public interface RunnerConfig {
    /** The pool whose work it takes. */
    @WithDefault("default")
    String pool();

    /** How many attempts it runs at once. */
    @WithDefault("3")
    int slots();

    /** Folder for attempts: scripts, scratch folders, worktrees. */
    @WithDefault("${user.home}/.afterhours/work")
    Path folder();

    /** Whether the work of a successful attempt is merged into the branch that is checked out in its workspace. */
    @WithDefault("when-clean")
    MergeRule merge();

    /** How often it says that it and its attempts are alive. */
    @WithDefault("10s")
    Duration heartbeat();

    /** How long the acceptance command may run. */
    @WithDefault("15m")
    Duration acceptWallClock();
}
