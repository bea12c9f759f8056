package io.afterhours.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.Grants;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The real suite as processes on this machine, in a state folder and on ports of its own; ended with everything in it. */
final class Suite implements AutoCloseable {
    static final List<String> SERVICES = List.of("scheduler", "cost", "progress", "runner", "dashboard");

    private static final Duration START = Duration.ofMinutes(3);
    private static final int TAIL = 30;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path folder;
    private final Path state;
    private final Process up;

    private Suite(Path folder, Process up) {
        this.folder = folder;
        this.state = folder.resolve("state");
        this.up = up;
        // A journey that is interrupted leaves nothing running either.
        Runtime.getRuntime().addShutdownHook(new Thread(up::destroy));
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @param settings of services by their names, as lines of a file of properties
     */
    static Suite start(Map<String, String> settings) {
        try {
            var folder = Files.createTempDirectory("afterhours-journey-");
            folder.toFile().setExecutable(true, false);
            var local = root().resolve("local/target/local.jar");
            if (!Files.exists(local)) {
                throw new IllegalStateException(
                        local + " is not there; the journeys start what the other modules packaged"
                                + " (./mvnw verify, or ./afterhours up first)");
            }
            var config = Files.createDirectories(folder.resolve("state/config"));
            for (var each : settings.entrySet()) {
                Files.writeString(config.resolve(each.getKey() + ".own.properties"), each.getValue());
            }
            // How full the machine is that runs the tests is no part of any journey.
            Files.writeString(
                    config.resolve("runner.own.properties"),
                    "afterhours.load.hold-over=100\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            var command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx48m",
                            "-XX:+UseSerialGC",
                            "-Dafterhours.root=" + root(),
                            "-jar",
                            local.toString(),
                            "up",
                            "--ports",
                            "random",
                            "--state",
                            folder.resolve("state").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("up.log").toFile());
            command.environment().keySet().removeIf(name -> name.startsWith("AFTERHOURS_") && !name.endsWith("SERVER"));
            var suite = new Suite(folder, command.start());
            try {
                suite.awaitStart();
                return suite;
            } catch (RuntimeException e) {
                suite.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository. */
    static Path root() {
        var root = System.getProperty("afterhours.root");
        return Path.of(root == null ? ".." : root).toAbsolutePath().normalize();
    }

    /** A folder for the journey's own files, gone with the suite. */
    Path folder() {
        return folder;
    }

    /** A git repository in it with one commit, "Begin". */
    Path repository(String name) throws Exception {
        var made = Files.createDirectory(folder.resolve(name));
        run(made, "git", "init", "-q", "-b", "main");
        run(made, "git", "config", "user.name", "Ada");
        run(made, "git", "config", "user.email", "ada@example.org");
        run(made, "git", "commit", "-q", "--allow-empty", "-m", "Begin");
        return made;
    }

    /** The suite's own state folder. */
    Path state() {
        return state;
    }

    Api api() {
        return new Api(ports().path("url").asText(), text(state.resolve("token")));
    }

    /** As {@link #api()}, at another address than the gateway's. */
    Api api(String url) {
        return new Api(url, text(state.resolve("token")));
    }

    /** The number of a part's process. */
    long process(String part) {
        return processId(part).orElseThrow(() -> new IllegalStateException(part + " does not run"));
    }

    /** Waits until a part that was killed is there again. */
    void awaitReady(String service) {
        await(service + " is ready")
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> isReady(service));
    }

    /** The database of one service, with the rights of that service. */
    Tables tables(String service) {
        return new Tables(
                "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/" + service,
                service,
                text(state.resolve("postgres/passwords").resolve(service)));
    }

    /** A connection with the credentials of a service or of the runner. */
    Connection as(String name) throws IOException, InterruptedException {
        return Nats.connect(new Options.Builder()
                .server("nats://127.0.0.1:" + port("nats"))
                .authHandler(Nats.credentials(
                        state.resolve("creds").resolve(name + ".creds").toString()))
                .inboxPrefix("_INBOX_" + name + ".")
                .maxControlLine(Grants.CONNECT_LINE)
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
    }

    /** A connection of an agent, which is added for it; it is there again whatever was killed meanwhile. */
    Connection agent(String name) throws IOException, InterruptedException {
        var added = api().post("/api/agents", "{\"name\":\"" + name + "\"}");
        var file = Files.writeString(
                folder.resolve(name + ".creds"), added.path("credentials").asText());
        return Nats.connect(new Options.Builder()
                .server(added.path("natsUrl").asText())
                .authHandler(Nats.credentials(file.toString()))
                .inboxPrefix(added.path("inboxPrefix").asText())
                .maxReconnects(-1)
                .connectionTimeout(Duration.ofSeconds(10))
                .reconnectWait(Duration.ofMillis(200))
                .build());
    }

    /** Kills a part as a power cut would, and returns when it runs again under another process id and all are ready. */
    void killAndAwait(String part) {
        long before = processId(part).orElseThrow();
        kill(part);
        awaitBack(part, before);
    }

    /** Kills a part as a power cut would. */
    void kill(String part) {
        var killed = processId(part)
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new IllegalStateException(part + " does not run"));
        killed.destroyForcibly();
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }

    /**
     * Has something happen while a part is away: it is killed, and cannot come back without its file of settings.
     *
     * @param settings the file, as its path in the state folder
     */
    void without(String part, String settings, Deed deed) throws Exception {
        long before = processId(part).orElseThrow();
        var file = state.resolve(settings);
        var away = file.resolveSibling(file.getFileName() + ".away");
        Files.move(file, away);
        try {
            kill(part);
            deed.run();
        } finally {
            Files.move(away, file);
        }
        awaitBack(part, before);
    }

    /** Sends a signal to a part. */
    void signal(String part, String name) throws Exception {
        run(folder, "kill", "-" + name, Long.toString(processId(part).orElseThrow()));
    }

    private void awaitBack(String part, long before) {
        await(part + " is back")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> processId(part)
                                .filter(id ->
                                        id != before && ProcessHandle.of(id).isPresent())
                                .isPresent()
                        && SERVICES.stream().allMatch(this::isReady));
    }

    /** The ends of all logs. */
    String tails() {
        try (var logs = Files.list(state.resolve("logs"))) {
            return logs.sorted()
                    .map(Suite::tail)
                    .collect(Collectors.joining("\n\n", tail(folder.resolve("up.log")) + "\n\n", "\n"));
        } catch (IOException e) {
            return tail(folder.resolve("up.log"));
        }
    }

    /** Ends it in order. */
    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(90, TimeUnit.SECONDS)) {
                up.destroyForcibly();
                endLeftovers();
                throw new IllegalStateException("the suite did not stop in 90 s\n" + tails());
            }
            remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            endLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() {
        var ready = state.resolve("run/ready");
        try {
            await("the suite is ready")
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> Files.exists(ready) || !up.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("not ready in " + START.toSeconds() + " s\n" + tails(), e);
        }
        if (!up.isAlive()) {
            throw new IllegalStateException("it ended with status " + up.exitValue() + "\n" + tails());
        }
    }

    private boolean isReady(String service) {
        var page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(service) + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(page, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int port(String part) {
        return ports().path(part).asInt();
    }

    private JsonNode ports() {
        try {
            return Json.mapper().readTree(Files.readAllBytes(state.resolve("ports.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number that a part's file begins with. */
    private Optional<Long> processId(String part) {
        try (var words = new Scanner(state.resolve("run").resolve(part + ".pid"), StandardCharsets.UTF_8)) {
            return words.hasNextLong() ? Optional.of(words.nextLong()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void endLeftovers() {
        for (var part : List.of("dashboard", "runner", "scheduler", "cost", "progress", "nats", "postgres")) {
            processId(part).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private void remove() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What a command prints; it must succeed. */
    static String run(Path folder, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static String tail(Path log) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            var all = lines.toList();
            return "--- " + log.getFileName() + "\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "--- " + log.getFileName() + ": " + e.getMessage();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
