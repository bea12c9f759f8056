package io.afterhours.runner.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to start: an argv list, never a line for a shell.
 *
 * @param environment all of it; nothing is inherited
 * @param input a file that becomes standard input; nothing to read where it is absent
 * @param marker value of {@link #MARKER} in the environment of the whole tree, by which leftovers are known
 */
public record Command(
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        @Nullable Path input,
        String marker) {
    /** The environment variable that every process of the tree inherits. */
    public static final String MARKER = "AFTERHOURS_ATTEMPT";

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty() || argv.getFirst().isBlank()) {
            throw new IllegalArgumentException("A command needs a program");
        }
        for (var argument : argv) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("An argument must not contain a NUL character");
            }
        }
    }
}
