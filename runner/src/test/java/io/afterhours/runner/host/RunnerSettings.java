package io.afterhours.runner.host;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder of its own, a NATS server, short graces, and a stand-in for Claude Code. */
public final class RunnerSettings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of(
                    "afterhours.runner.folder",
                    Files.createTempDirectory("runner-test").toString(),
                    "afterhours.runner.heartbeat",
                    "1s",
                    "afterhours.profiles.shell.grace",
                    "1S",
                    "afterhours.load.hold-over",
                    "100",
                    "afterhours.profiles.claude.command",
                    Path.of("src/test/resources/claude/stand-in")
                            .toAbsolutePath()
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ServersResource.class, Map.of("database", "false")));
    }
}
