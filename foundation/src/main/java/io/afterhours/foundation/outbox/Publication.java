package io.afterhours.foundation.outbox;

import io.afterhours.foundation.trace.Trace;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What became of events that were published together.
 *
 * @param sent those that their streams have
 * @param hopeless those that no stream will ever take, with the reason
 * @param held roots of subjects whose stream did not take an event now
 * @param failure why, for one of them
 */
record Publication(
        List<Long> sent,
        Map<OutboxStore.Row, String> hopeless,
        Set<String> held,
        @Nullable Exception failure) {
    private static final int MESSAGE_TOO_LARGE = 10054;
    private static final long ANSWERS_SECONDS = 10;

    /** Publishes events in their order and waits for all answers, at most ten seconds. */
    static Publication of(JetStream jetStream, String service, List<OutboxStore.Row> due) throws InterruptedException {
        var answers = due.stream().map(row -> send(jetStream, service, row)).toList();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWERS_SECONDS);
        var sent = new ArrayList<Long>();
        var hopeless = new LinkedHashMap<OutboxStore.Row, String>();
        var held = new LinkedHashSet<String>();
        Exception failure = null;
        for (int i = 0; i < due.size(); i++) {
            var row = due.get(i);
            try {
                answers.get(i).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                sent.add(row.seq());
            } catch (ExecutionException | TimeoutException | CancellationException e) {
                var reason = permanent(e);
                if (reason == null) {
                    failure = e;
                    held.add(root(row));
                } else {
                    hopeless.put(row, reason);
                }
            }
        }
        return new Publication(sent, hopeless, held, failure);
    }

    private static CompletableFuture<PublishAck> send(JetStream jetStream, String service, OutboxStore.Row row) {
        var headers = new Headers()
                .put("Nats-Msg-Id", row.id().toString())
                .put("ce-specversion", "1.0")
                .put("ce-id", row.id().toString())
                .put("ce-type", row.type())
                .put("ce-source", "/" + service)
                .put("ce-time", row.createdAt().toString());
        if (row.traceparent() != null) {
            headers.put(Trace.HEADER, row.traceparent());
        }
        try {
            return jetStream.publishAsync(row.subject(), headers, row.payload().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Why it can never be published, or null when trying again may help. */
    private static @Nullable String permanent(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof IllegalArgumentException
                    || (each instanceof JetStreamApiException e && e.getApiErrorCode() == MESSAGE_TOO_LARGE)) {
                return String.valueOf(each.getMessage());
            }
        }
        return null;
    }

    /** The first token of the subject, of which each stream has its own. */
    private static String root(OutboxStore.Row row) {
        return row.subject().substring(0, Math.max(0, row.subject().indexOf('.')));
    }
}
