package io.afterhours.cost;

import io.afterhours.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What agents and the scheduler do on the bus, as tests do it. */
public final class Bus implements AutoCloseable {
    private final Connection connection;

    /** Connects, and waits until the service has made its streams. */
    public Bus(NatsServer nats) throws IOException, InterruptedException {
        connection = Nats.connect(Options.builder()
                .server(nats.url())
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
        Awaitility.await("the service's consumers")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> connection.jetStreamManagement().getConsumerInfo("AGENT_USAGE", "cost-usage") != null
                        && connection.jetStreamManagement().getConsumerInfo("BUILD", "cost-build") != null
                        && connection.jetStreamManagement().getConsumerInfo("QUEUE", "cost-queue") != null
                        && connection.jetStreamManagement().getConsumerInfo("PROGRESS", "cost-progress") != null);
    }

    /** Publishes as it is, and says under which sequence it is stored. */
    public long publish(String subject, Headers headers, byte[] payload) {
        try {
            return connection.jetStream().publish(subject, headers, payload).getSeqno();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    public long publish(String subject, String payload) {
        return publish(subject, new Headers(), payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes under the sender's id, each time as another message for the server, as a sender does after its window. */
    public long publishAs(String id, String subject, String payload) {
        var headers = new Headers()
                .put("ce-id", id)
                .put("Nats-Msg-Id", UUID.randomUUID().toString());
        return publish(subject, headers, payload.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
