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

/** Progress as an agent publishes it: each report under an id of its own, and certain once the server has it. */
final class Reports {
    /** How many may be on their way; the server turns away what comes faster than it can write. */
    private static final int ON_THE_WAY = 2_000;

    private final Agent agent;
    private final JetStream stream;
    private final ArrayDeque<CompletableFuture<PublishAck>> open = new ArrayDeque<>();

    Reports(Agent agent) throws IOException {
        this.agent = agent;
        stream = agent.connection().jetStream();
    }

    void publish(String session, int number) throws IOException, InterruptedException {
        var payload = "{\"session\":\"%s\",\"percent\":%d,\"message\":\"wrote part %d\",\"step\":\"write\"}"
                .formatted(session, number % 100, number)
                .getBytes(UTF_8);
        var headers = new Headers().put("Nats-Msg-Id", UUID.randomUUID().toString());
        open.add(stream.publishAsync("agent." + agent.name() + ".progress", headers, payload));
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
            throw new IOException("a report of progress was not taken", e.getCause());
        }
    }
}
