package io.afterhours.foundation.nats;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.EventType;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.foundation.trace.Trace;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a message: which event its subject says it is, by the registry of the contracts, never by a class name it brings. */
final class Decoder {
    private static final int LONGEST_ID = 200;

    private Decoder() {}

    /**
     * Reads and checks one message.
     *
     * @throws InvalidEvent when it breaks its contract
     */
    static Delivery<? extends Record> decode(Message message, String consumer) {
        var about = message.metaData();
        var headers = message.getHeaders();
        var type = typeOn(message.getSubject());
        var ceType = header(headers, "ce-type");
        if (ceType != null) {
            EventType.checkType(ceType, type.record());
        }
        checkTime(header(headers, "ce-time"), about.timestamp().toInstant());
        return read(
                refused(message, consumer, ""),
                type,
                id(headers, about),
                Trace.after(header(headers, Trace.HEADER)),
                !consumer.equals(about.getConsumer()));
    }

    /** Reads a message that stood in quarantine; it is a new event under the id of its place in the stream. */
    static Delivery<? extends Record> decode(Refused refused) {
        return read(
                refused,
                typeOn(refused.subject()),
                place(refused.stream(), refused.sequence(), refused.receivedAt()),
                Trace.current().orElseGet(Trace::begin),
                false);
    }

    /** The message as it goes into quarantine. */
    static Refused refused(Message message, String consumer, String reason) {
        var about = message.metaData();
        return new Refused(
                about.getStream(),
                about.streamSequence(),
                consumer,
                message.getSubject(),
                reason,
                about.deliveredCount(),
                about.timestamp().toInstant(),
                message.getData());
    }

    private static EventType typeOn(String subject) {
        return EventType.onSubject(subject)
                .orElseThrow(() -> new InvalidEvent("subject", "a subject that an event is published on", subject));
    }

    private static Delivery<? extends Record> read(
            Refused message, EventType type, String id, Trace trace, boolean parked) {
        return new Delivery<Record>(
                Json.read(message.payload(), type.record()),
                id,
                hash(message.payload()),
                message.stream(),
                message.sequence(),
                message.consumer(),
                message.subject(),
                message.receivedAt(),
                message.deliveries(),
                trace,
                parked,
                message.payload());
    }

    private static void checkTime(@Nullable String ceTime, Instant received) {
        if (ceTime == null) {
            return;
        }
        try {
            Check.near("ce-time", java.time.OffsetDateTime.parse(ceTime).toInstant(), received);
        } catch (java.time.format.DateTimeParseException e) {
            throw new InvalidEvent("ce-time", "a time such as 2026-11-21T22:00:00Z", ceTime);
        }
    }

    /** The publisher's id; without one, the message's place in its stream, which tells a redelivery but no repeated publish. */
    private static String id(@Nullable Headers headers, NatsJetStreamMetaData about) {
        var own = header(headers, "ce-id");
        if (own == null) {
            own = header(headers, "Nats-Msg-Id");
        }
        if (own == null) {
            return place(
                    about.getStream(), about.streamSequence(), about.timestamp().toInstant());
        }
        return Check.required("ce-id", own, LONGEST_ID);
    }

    private static String place(String stream, long sequence, Instant receivedAt) {
        return stream + ":" + sequence + "@" + receivedAt.toEpochMilli();
    }

    static @Nullable String header(@Nullable Headers headers, String name) {
        return headers == null ? null : headers.getFirst(name);
    }

    static long hash(byte[] payload) {
        return Sha256.of(payload).getLong();
    }
}
