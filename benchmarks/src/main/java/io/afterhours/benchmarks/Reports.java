package io.afterhours.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What agents publish by the hundred thousand: each report under an id of its own, and certain once the server has it. */
final class Reports {
    /** How many may be on their way; the server turns away what comes faster than it can write. */
    private static final int ON_THE_WAY = 2_000;

    private final String kind;
    private final List<Agent> agents;
    private final List<JetStream> streams = new ArrayList<>();
    private final ArrayDeque<CompletableFuture<PublishAck>> open = new ArrayDeque<>();

    /**
     * The reports of agents.
     *
     * @param kind last word of their subject
     */
    Reports(List<Agent> agents, String kind) throws IOException {
        this.kind = kind;
        this.agents = agents;
        for (var agent : agents) {
            streams.add(agent.connection().jetStream());
        }
    }

    /**
     * Publishes a report as one of the agents.
     *
     * @param number the same one for numbers that are a multiple of all agents apart
     */
    void publish(int number, String payload) throws IOException, InterruptedException {
        publish(number, payload, () -> {});
    }

    /**
     * Publishes a report as one of the agents.
     *
     * @param number the same one for numbers that are a multiple of all agents apart
     * @param acknowledged runs when the server has it
     */
    void publish(int number, String payload, Runnable acknowledged) throws IOException, InterruptedException {
        var place = number % agents.size();
        var subject = "agent." + agents.get(place).name() + "." + kind;
        var headers = new Headers().put("Nats-Msg-Id", UUID.randomUUID().toString());
        open.add(streams.get(place)
                .publishAsync(subject, headers, payload.getBytes(UTF_8))
                .thenApply(answer -> {
                    acknowledged.run();
                    return answer;
                }));
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
            throw new IOException("a report of " + kind + " was not taken", e.getCause());
        }
    }
}
