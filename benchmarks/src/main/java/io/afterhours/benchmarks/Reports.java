package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What an agent publishes by the hundred thousand: each report under an id of its own, and certain once the server has it. */
final class Reports {
    /** How many may be on their way; the server turns away what comes faster than it can write. */
    private static final int ON_THE_WAY = 2_000;

    private final String subject;
    private final JetStream stream;
    private final ArrayDeque<CompletableFuture<PublishAck>> open = new ArrayDeque<>();

    /**
     * The reports of an agent.
     *
     * @param kind last word of their subject
     */
    Reports(Agent agent, String kind) throws IOException {
        subject = "agent." + agent.name() + "." + kind;
        stream = agent.connection().jetStream();
    }

    void publish(String payload) throws IOException, InterruptedException {
        var headers = new Headers().put("Nats-Msg-Id", UUID.randomUUID().toString());
        open.add(stream.publishAsync(subject, headers, payload.getBytes(UTF_8)));
        while (open.size() > ON_THE_WAY || (!open.isEmpty() && open.getFirst().isDone())) {
            settle();
        }
    }

    /** Returns when the server has everything. */
    void settleAll() throws IOException, InterruptedException {
        while (!open.isEmpty()) {
            settle();
        }
    }

    private void settle() throws IOException, InterruptedException {
        try {
            open.removeFirst().get();
        } catch (ExecutionException e) {
            throw new IOException("a report on " + subject + " was not taken", e.getCause());
        }
    }
}
