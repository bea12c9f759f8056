package io.afterhours.runner.attempt;

import io.afterhours.runner.host.Publisher;
import io.afterhours.runner.host.RunnerConfig;
import io.afterhours.runner.process.Launcher;
import io.afterhours.runner.profile.Profiles;
import io.afterhours.runner.workspace.WorkspaceKeeper;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What every attempt works with.
 *
 * @param runner this runner's name, under which all is said
 * @param folder holds one folder for each attempt
 */
record RunnerTools(
        String runner,
        Path folder,
        RunnerConfig config,
        Launcher launcher,
        WorkspaceKeeper workspaces,
        Sessions sessions,
        Profiles profiles,
        Publisher publisher,
        InstantSource clock) {}
