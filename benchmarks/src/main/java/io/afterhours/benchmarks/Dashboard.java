package io.afterhours.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The dashboard as it is built, on a NATS server of its own, in front of services that are played. */
final class Dashboard implements AutoCloseable {
    private static final String TOKEN = "a-token-for-benchmarks-of-32-chars";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path root;
    private final Path log;
    private final PlayedServices services;
    private final int port = freePort();
    private final int busPort = freePort();
    private final Process bus;
    private Process process;

    /**
     * Starts it.
     *
     * @param root the repository, with the dashboard built in it
     * @param log file that takes what the processes print
     * @param running how many builds run
     */
    Dashboard(Path root, Path log, int running, Instant now) throws IOException, InterruptedException {
        this.root = root;
        this.log = log;
        services = new PlayedServices(running, now);
        bus = launch(List.of(natsServer(), "-a", "127.0.0.1", "-p", Integer.toString(busPort)));
        awaitAnswer(busPort, bus);
        process = start();
        awaitReady();
    }

    Api api() {
        return new Api("http://localhost:" + port, TOKEN);
    }

    String address() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    /** The dashboard's own process. */
    ProcessHandle process() {
        return process.toHandle();
    }

    String busUrl() {
        return "nats://127.0.0.1:" + busPort;
    }

    /** Asks it to end. */
    void stop() {
        process.destroy();
    }

    /** Starts it again once it has ended, and returns when it answers. */
    void startAgain() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the dashboard did not end");
        }
        process = start();
        awaitReady();
    }

    private void awaitReady() throws IOException, InterruptedException {
        awaitAnswer(port, process);
    }

    private Process start() throws IOException {
        var folder = root.resolve("dashboard-web").resolve("target").resolve("quarkus-app");
        var jar = folder.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException("there is no " + jar + ": start a suite once, which builds it");
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.port=" + port,
                "-Dafterhours.nats.url=" + busUrl(),
                "-Dafterhours.http.token=" + TOKEN));
        var cache = folder.resolve("start.aot");
        if (Files.exists(cache) && Files.size(cache) > 0) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
        for (var service : List.of("scheduler", "cost", "progress")) {
            command.add("-Dafterhours.services." + service + "=" + services.url());
        }
        command.addAll(List.of("-jar", jar.toString()));
        return launch(command);
    }

    private Process launch(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("AFTERHOURS_"));
        return builder.start();
    }

    private String natsServer() throws IOException, InterruptedException {
        var asked = new ProcessBuilder(
                        root.resolve("tools").resolve("nats-server").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = asked.inputReader()) {
            var path = said.readLine();
            if (asked.waitFor() != 0 || path == null) {
                throw new IOException("there is no nats-server");
            }
            return path;
        }
    }

    private void awaitAnswer(int at, Process of) throws IOException, InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), at)) {
                return;
            } catch (IOException e) {
                if (!of.isAlive() || System.nanoTime() > until) {
                    throw new IOException("nothing answers at port " + at + ":\n" + Files.readString(log), e);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** A port that nobody listens at. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        services.close();
        for (var each : List.of(process, bus)) {
            each.destroy();
            if (!each.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                each.destroyForcibly();
            }
        }
    }
}
