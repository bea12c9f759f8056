package io.afterhours.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process of a service that the suite runs, with the same settings but for its port; on Linux. */
record Replica(Process process) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts it and returns when it answers. */
    static Replica of(ProcessHandle running, int port, Path log) throws IOException, InterruptedException {
        var self = Path.of("/proc", Long.toString(running.pid()));
        var command = new ArrayList<>(words(self.resolve("cmdline")));
        command.add(1, "-Dquarkus.http.port=" + port);
        var builder = new ProcessBuilder(command)
                .directory(self.resolve("cwd").toRealPath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        for (var each : words(self.resolve("environ"))) {
            var equals = each.indexOf('=');
            if (equals > 0) {
                builder.environment().put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        var replica = new Replica(builder.start());
        replica.awaitAnswer(port, log);
        return replica;
    }

    private void awaitAnswer(int port, Path log) throws IOException, InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    throw new IOException("the second process does not answer:\n" + Files.readString(log), e);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
