package io.afterhours.runner.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts commands on this host. */
public final class Launcher implements AutoCloseable {
    private final ContainmentProbe.Found found;

    /**
     * One platform thread that lives as long as the launcher. The kernel's "die with the parent" means the thread that
     * started the child: a thread of a pool that ends would take the agents with it.
     */
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("launcher").factory());

    public Launcher(ContainmentProbe.Found found) {
        this.found = found;
    }

    public Containment containment() {
        return found.containment();
    }

    /**
     * Starts the command.
     *
     * @throws IOException when its program is not on the path of its environment, or its directory is not there
     */
    public LaunchedProcess start(Command command, Caps caps, LineSink sink) throws IOException {
        var environment = new HashMap<>(command.environment());
        environment.put(Command.MARKER, command.marker());
        var argv = new ArrayList<>(command.argv());
        argv.set(0, program(argv.getFirst(), command.directory(), environment).toString());
        var builder = new ProcessBuilder(found.containment().wrap(argv, found.dieWithParent()))
                .directory(command.directory().toFile());
        var input = command.input();
        builder.redirectInput(input == null ? Path.of("/dev/null").toFile() : input.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new LaunchedProcess(spawn(builder), command, found.containment(), caps, sink);
    }

    @Override
    public void close() {
        starter.close();
    }

    private Process spawn(ProcessBuilder builder) throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return builder.start();
                                } catch (IOException e) {
                                    throw new CompletionException(e);
                                }
                            },
                            starter)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static Path program(String name, Path directory, Map<String, String> environment) throws IOException {
        if (name.indexOf('/') >= 0) {
            return executable(directory.resolve(name), name);
        }
        for (var folder :
                List.of(environment.getOrDefault("PATH", "/usr/bin:/bin").split(":"))) {
            var candidate = Path.of(folder.isEmpty() ? "." : folder, name);
            if (candidate.isAbsolute() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new IOException(name + " is not on the path " + environment.getOrDefault("PATH", ""));
    }

    private static Path executable(Path path, String name) throws IOException {
        if (!Files.isExecutable(path) || Files.isDirectory(path)) {
            throw new IOException(name + " is not a program that can be run");
        }
        return path;
    }
}
