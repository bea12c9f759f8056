package io.afterhours.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A program outside of the suite: nothing but a NATS client and a file. */
record Program(String agent, Connection connection, Queue<String> refusals) implements AutoCloseable {
    /** What {@code afterhours agent add} hands out. */
    record Credentials(String agent, String natsUrl, Path file, String inboxPrefix) {}

    static Program as(Credentials credentials) throws IOException, InterruptedException {
        var refusals = new ConcurrentLinkedQueue<String>();
        var connection = Nats.connect(new Options.Builder()
                .server(credentials.natsUrl())
                .authHandler(Nats.credentials(credentials.file().toString()))
                .inboxPrefix(credentials.inboxPrefix())
                .maxReconnects(0)
                .connectionTimeout(Duration.ofSeconds(10))
                .errorListener(new ErrorListener() {
                    @Override
                    public void errorOccurred(Connection on, String error) {
                        refusals.add(error);
                    }
                })
                .build());
        return new Program(credentials.agent(), connection, refusals);
    }

    /** Publishes as a JetStream client does: it returns when the event is stored. */
    void say(String what, String json) throws Exception {
        connection.jetStream().publish("agent." + agent + "." + what, json.getBytes(UTF_8));
    }

    void publish(String subject, String json) {
        connection.publish(subject, json.getBytes(UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
