package io.afterhours.local.nats;

import io.afterhours.contracts.access.Grants;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A nats-server on a free port, for one test class. */
final class NatsServer implements AutoCloseable {
    private final Process process;
    private final String url;

    private NatsServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static NatsServer start(Path folder, NatsIdentities identities) throws IOException, InterruptedException {
        var settings = new ServerSettings(
                "127.0.0.1:-1", java.util.Optional.empty(), identities.tokenFolder(), identities.data());
        var file = Files.writeString(folder.resolve("nats.conf"), identities.settings(settings));
        var process = new ProcessBuilder(binary(), "-c", file.toString(), "--ports_file_dir", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nats.log").toFile())
                .start();
        var ports = folder.resolve("nats-server_" + process.pid() + ".ports");
        org.awaitility.Awaitility.await()
                .failFast("nats-server ended, see " + folder, () -> !process.isAlive())
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(ports) && Files.readString(ports).contains("nats://"));
        var url = Files.readString(ports).replaceAll("(?s).*\"(nats://[^\"]+)\".*", "$1");
        return new NatsServer(process, url);
    }

    private static String binary() throws IOException, InterruptedException {
        var script = Path.of(System.getProperty("afterhours.root"), "tools", "nats-server");
        var process = new ProcessBuilder(script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var path = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("no nats-server");
        }
        return path;
    }

    Options.Builder options(Path credentials, String name) {
        return Options.builder()
                .server(url)
                .authHandler(Nats.credentials(credentials.toString()))
                .inboxPrefix("_INBOX_" + name + ".")
                .maxControlLine(Grants.CONNECT_LINE)
                .maxReconnects(0)
                .advancedRequestBehavior();
    }

    Connection connect(Path credentials, String name) throws IOException, InterruptedException {
        return Nats.connect(options(credentials, name).build());
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
