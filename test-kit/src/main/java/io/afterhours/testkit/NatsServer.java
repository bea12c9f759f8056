package io.afterhours.testkit;

import io.afterhours.contracts.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** A NATS server with JetStream of its own, on a port that stays the same when it is killed and started again. */
public final class NatsServer implements AutoCloseable {
    private final int port;
    private final @Nullable Path directory;
    private @Nullable Process process;
    private @Nullable GenericContainer<?> container;

    private NatsServer(int port, @Nullable Path directory) {
        this.port = port;
        this.directory = directory;
    }

    /** Starts one and returns when it answers. */
    public static NatsServer start() {
        return switch (Servers.backing()) {
            case DOCKER -> inContainer();
            case LOCAL -> local();
        };
    }

    /** A server as a local process, which can be killed and started again. */
    public static NatsServer local() {
        try {
            var server = new NatsServer(freePort(), Files.createTempDirectory("nats-test"));
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NatsServer inContainer() {
        var made = new GenericContainer<>(Servers.NATS_IMAGE)
                .withCopyToContainer(
                        Transferable.of("http: 8222\njetstream { store_dir: \"/data\" }\n" + mappings()),
                        "/etc/test.conf")
                .withCommand("-c", "/etc/test.conf")
                .withExposedPorts(4222, 8222)
                .waitingFor(Wait.forHttp("/healthz").forPort(8222));
        made.start();
        var server = new NatsServer(made.getMappedPort(4222), null);
        server.container = made;
        return server;
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Kills the process at once, as a crash would. */
    public void kill() {
        var running = process;
        if (running == null) {
            throw new IllegalStateException("only a local server can be killed");
        }
        running.destroyForcibly();
        try {
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the killed server again, on the same port and store. */
    public void startAgain() {
        var home = directory;
        if (home == null) {
            throw new IllegalStateException("only a local server can be started again");
        }
        try {
            var config = home.resolve("nats.conf");
            Files.writeString(config, """
                    listen: "127.0.0.1:%d"
                    jetstream { store_dir: "%s", sync_interval: always }
                    %s""".formatted(port, home, mappings()));
            var started = new ProcessBuilder(binary(), "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").toFile())
                    .start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            Awaitility.await("nats-server answers; its log is " + home.resolve("log"))
                    .atMost(20, TimeUnit.SECONDS)
                    .pollInterval(10, TimeUnit.MILLISECONDS)
                    .until(() -> answers(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the account of the suite maps, as the configuration of a server without accounts. */
    private static String mappings() {
        return Streams.mappings().entrySet().stream()
                .map(each -> "  \"" + each.getKey() + "\": \"" + each.getValue() + "\"\n")
                .collect(Collectors.joining("", "mappings {\n", "}\n"));
    }

    /** The path of a nats-server, found or fetched by {@code tools/nats-server}. */
    public static String binary() {
        var tool = root().resolve("tools/nats-server");
        try {
            var asked = new ProcessBuilder(tool.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (asked.waitFor() != 0 || answer.isEmpty()) {
                throw new IllegalStateException(tool + " found no nats-server; its message is above");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The root of the repository. */
    public static Path root() {
        var named = System.getProperty("afterhours.root");
        if (named != null) {
            return Path.of(named);
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("tools/nats-server"))) {
                return folder;
            }
        }
        throw new IllegalStateException("run the tests inside the repository, or set -Dafterhours.root");
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
        }
        var started = container;
        if (started != null) {
            started.stop();
        }
    }
}
