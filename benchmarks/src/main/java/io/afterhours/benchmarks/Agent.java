package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An agent with credentials of its own, as anybody's program is one. */
record Agent(String name, Connection connection) implements AutoCloseable {
    /**
     * Adds an agent to a suite and connects as it.
     *
     * @param credentials file that takes its credentials
     */
    static Agent add(Api api, String name, Path credentials) throws IOException, InterruptedException {
        var added = api.post("/api/agents", Map.of("name", name));
        Files.writeString(credentials, added.path("credentials").asText());
        return new Agent(
                name,
                Nats.connect(Options.builder()
                        .server(added.path("natsUrl").asText())
                        .authHandler(Nats.credentials(credentials.toString()))
                        .inboxPrefix(added.path("inboxPrefix").asText())
                        .build()));
    }

    /** Publishes progress whose message carries the number, so that it can be found again wherever it is shown. */
    void report(String session, int number) {
        connection.publish(
                "agent." + name + ".progress",
                "{\"session\":\"%s\",\"percent\":%d,\"message\":\"mark-%d\"}"
                        .formatted(session, number % 100, number)
                        .getBytes(UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
