package io.afterhours.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The suite on this machine, in a state folder of its own, used through its front door. */
final class Suite {
    /** The first start on a fresh tree builds everything. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path root;
    private final Path state;
    private final Path log;

    /**
     * A suite that does not run yet.
     *
     * @param root the repository
     * @param state the state folder, made by the first start
     * @param log file that takes what the commands print
     */
    Suite(Path root, Path state, Path log) {
        this.root = root;
        this.state = state;
        this.log = log;
    }

    /** How long a start took, and whether it only started what was built. */
    record Start(Duration took, boolean onlyStarted) {}

    /** From the command to the prompt, which comes back when everything is ready. */
    Start up() throws IOException, InterruptedException {
        var took = run("up", "--detach", "--ports", "random");
        var said = Files.readString(log);
        return new Start(took, !said.contains("Building") && !said.contains("Preparing"));
    }

    /** Stops it where it runs. */
    void down() throws IOException, InterruptedException {
        if (Files.exists(state.resolve("run").resolve("ready"))) {
            run("down");
        }
    }

    /** Runs a command of the front door on this suite; says how long it took. */
    Duration run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root.resolve("afterhours").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--state", state.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AFTERHOURS_") && !name.endsWith("_SERVER"));
        var begun = System.nanoTime();
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            throw new IOException(String.join(" ", words) + " did not end");
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (process.exitValue() != 0) {
            throw new IOException("`afterhours " + String.join(" ", words) + "` ended with status "
                    + process.exitValue() + ":\n" + Files.readString(log));
        }
        return took;
    }

    Api api() throws IOException {
        return new Api(
                ports().path("url").asText(),
                Files.readString(state.resolve("token")).strip());
    }

    /** The database of a service, as the service itself connects to it; the caller closes it. */
    Connection database(String service) throws IOException {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + ports().path("postgres").asInt() + "/" + service,
                    service,
                    Files.readString(state.resolve("postgres")
                                    .resolve("passwords")
                                    .resolve(service))
                            .strip());
        } catch (SQLException e) {
            throw new IOException("the database of " + service + " cannot be reached", e);
        }
    }

    /** A file for something that only this run needs. */
    Path file(String name) {
        return state.resolveSibling(name);
    }

    /** The process of each part. */
    Map<String, ProcessHandle> processes() throws IOException {
        var found = new TreeMap<String, ProcessHandle>();
        try (var files = Files.newDirectoryStream(state.resolve("run"), "*.pid")) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(".pid", "");
                var number = Files.readString(file).strip().replaceFirst("\\s.*", "");
                ProcessHandle.of(Long.parseLong(number)).ifPresent(handle -> found.put(name, handle));
            }
        }
        return found;
    }

    private JsonNode ports() throws IOException {
        return Json.mapper().readTree(Files.readAllBytes(state.resolve("ports.json")));
    }
}
