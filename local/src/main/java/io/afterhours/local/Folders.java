package io.afterhours.local;

import io.afterhours.local.state.StateFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where things are: the option, then the environment, then the usual place. */
final class Folders {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "State folder (default: $AFTERHOURS_STATE or ~/.afterhours).")
    @Nullable Path state;

    StateFolder state() {
        return new StateFolder(Optional.ofNullable(state)
                .or(() -> variable("AFTERHOURS_STATE"))
                .orElseGet(() -> home().resolve(".afterhours")));
    }

    /** Downloads and unpacked programs, shared by all installations of a user. */
    static Path cache() {
        return variable("XDG_CACHE_HOME")
                .orElseGet(() -> home().resolve(".cache"))
                .resolve("afterhours");
    }

    /** The repository, or the folder laid out like it. */
    static Path root() {
        return Path.of(System.getProperty("afterhours.root", "")).toAbsolutePath();
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }
}
