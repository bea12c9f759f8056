package io.afterhours.runner.attempt;

import io.afterhours.runner.host.Publisher;
import io.afterhours.runner.host.RunnerConfig;
import io.afterhours.runner.process.Launcher;
import io.afterhours.runner.profile.Profile;
import io.afterhours.runner.profile.Profiles;
import io.afterhours.runner.workspace.Workplace;
import io.afterhours.runner.workspace.WorkspaceKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        InstantSource clock) {
    /** What a profile's programs find in their environment when they work there. */
    Map<String, String> environment(Profile profile, Workplace workplace, @Nullable String workspace)
            throws IOException {
        var environment = new HashMap<>(profile.environment());
        if (workspace != null) {
            // A worktree has only what is committed; caches, and what is made for others, are in the workspace itself.
            environment.put("AFTERHOURS_WORKSPACE", workspace);
        }
        environment.putAll(workspaces.identity(workplace));
        return environment;
    }
}
