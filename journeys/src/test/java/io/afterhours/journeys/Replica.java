package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Another process of a service that the suite runs, with the same settings but for its port; Linux only. */
final class Replica implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> command;
    private final List<String> environment;
    private final Path folder;
    private final Path log;
    private final int port;
    private Process process;

    private Replica(List<String> command, List<String> environment, Path folder, Path log, int port)
            throws IOException {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Starts a replica of the process of that number and returns when it is ready. */
    static Replica of(long running, Path log) throws IOException {
        var self = Path.of("/proc", Long.toString(running));
        var command = new ArrayList<>(words(self.resolve("cmdline")));
        var port = freePort();
        command.add(1, "-Dquarkus.http.port=" + port);
        var replica = new Replica(
                command, words(self.resolve("environ")), self.resolve("cwd").toRealPath(), log, port);
        replica.awaitReady();
        return replica;
    }

    /** Kills it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again after a kill. */
    void restart() throws IOException {
        process = launch();
        awaitReady();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private Process launch() throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        for (var each : environment) {
            var equals = each.indexOf('=');
            if (equals > 0) {
                builder.environment().put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return builder.start();
    }

    private void awaitReady() {
        var page = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        patiently(Duration.ofSeconds(120))
                .until(() -> http.send(page, BodyHandlers.discarding()).statusCode() == 200);
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
