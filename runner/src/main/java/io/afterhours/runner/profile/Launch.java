package io.afterhours.runner.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to start an agent: argv, what its environment has beyond the profile's, and the file that is its standard input. */
public record Launch(
        List<String> argv,
        Map<String, String> environment,
        @Nullable Path input) {
    public Launch {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }
}
