package io.afterhours.foundation.outbox;

import io.afterhours.foundation.trace.Trace;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events of the outbox and waits for the answers. Many of one stream go as a batch, which the stream stores whole
 * or not at all. A batch that is refused, because it holds an event that the stream has already or will never take, goes again as
 * single events, each with its own answer.
 */
final class OutboxPublisher {
    /** A single event costs the server one sync of its disk, a batch about six and some files, however many it holds. */
    private static final int WORTH_A_BATCH = 16;

    private static final int MESSAGE_TOO_LARGE = 10054;
    private static final long ANSWERS_SECONDS = 10;

    private final Connection connection;
    private final JetStream jetStream;
    private final String service;
    private final Set<String> batching;

    /** @param batching roots of subjects whose streams take batches */
    OutboxPublisher(Connection connection, JetStream jetStream, String service, Set<String> batching) {
        this.connection = connection;
        this.jetStream = jetStream;
        this.service = service;
        this.batching = batching;
    }

    /** Events on their way: one, or a batch. */
    private record Sending(List<OutboxStore.Row> rows, CompletableFuture<PublishAck> answer) {}

    /** Publishes events, those of each stream in their order, and waits for all answers, at most ten seconds. */
    Publication publish(List<OutboxStore.Row> due) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWERS_SECONDS);
        var sending = new ArrayDeque<Sending>();
        var ofStreams = due.stream()
                .collect(Collectors.groupingBy(OutboxStore.Row::root, LinkedHashMap::new, Collectors.toList()));
        // A few, an order to a runner among them, need not wait until many are written.
        ofStreams.values().stream().sorted(Comparator.comparingInt(List::size)).forEach(rows -> {
            if (rows.size() >= WORTH_A_BATCH
                    && batching.contains(rows.getFirst().root())) {
                sending.add(batch(rows));
            } else {
                rows.forEach(row -> sending.add(single(row)));
            }
        });
        var publication = new Publication();
        while (!sending.isEmpty()) {
            var sent = sending.remove();
            try {
                var answer = sent.answer().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (isWhole(sent, answer)) {
                    publication.sent(sent.rows());
                } else {
                    sent.rows().forEach(row -> sending.add(single(row)));
                }
            } catch (ExecutionException | TimeoutException | CancellationException e) {
                if (sent.rows().size() > 1 && isRefusal(e)) {
                    sent.rows().forEach(row -> sending.add(single(row)));
                } else {
                    failed(publication, sent.rows(), e);
                }
            }
        }
        return publication;
    }

    /** A server that knows of no batches takes each message for itself, and says nothing of those before the last. */
    private static boolean isWhole(Sending sent, PublishAck answer) {
        return sent.rows().size() == 1 || answer.getBatchSize() == sent.rows().size();
    }

    private static void failed(Publication publication, List<OutboxStore.Row> rows, Exception why) {
        var reason = permanent(why);
        if (rows.size() == 1 && reason != null) {
            publication.hopeless(rows.getFirst(), reason);
        } else {
            publication.held(rows, why);
        }
    }

    private Sending batch(List<OutboxStore.Row> rows) {
        var id = UUID.randomUUID().toString();
        try {
            for (int i = 1; i < rows.size(); i++) {
                var row = rows.get(i - 1);
                connection.publish(row.subject(), inBatch(row, id, i), body(row));
            }
            var last = rows.getLast();
            var commit = inBatch(last, id, rows.size()).put(NatsJetStreamConstants.NATS_BATCH_COMMIT_HDR, "1");
            return new Sending(rows, jetStream.publishAsync(last.subject(), commit, body(last)));
        } catch (RuntimeException e) {
            // What was published of it is forgotten by the server, because its end never comes.
            return new Sending(rows, CompletableFuture.failedFuture(e));
        }
    }

    private Sending single(OutboxStore.Row row) {
        try {
            return new Sending(List.of(row), jetStream.publishAsync(row.subject(), headers(row), body(row)));
        } catch (RuntimeException e) {
            return new Sending(List.of(row), CompletableFuture.failedFuture(e));
        }
    }

    private Headers inBatch(OutboxStore.Row row, String batch, int place) {
        return headers(row)
                .put(NatsJetStreamConstants.NATS_BATCH_ID_HDR, batch)
                .put(NatsJetStreamConstants.NATS_BATCH_SEQUENCE_HDR, String.valueOf(place));
    }

    private Headers headers(OutboxStore.Row row) {
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
        return headers;
    }

    private static byte[] body(OutboxStore.Row row) {
        return row.payload().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it was not taken for what it is; not because nobody answered. */
    private static boolean isRefusal(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof IllegalArgumentException || each instanceof JetStreamApiException) {
                return true;
            }
        }
        return false;
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
}
