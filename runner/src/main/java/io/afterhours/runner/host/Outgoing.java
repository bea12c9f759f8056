package io.afterhours.runner.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.afterhours.contracts.EventType;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.foundation.trace.Trace;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event on its way to its stream.
 *
 * @param id stays the same however often it is sent, so that it is one event
 * @param trace the header that names the trace it is a step of; empty where it is of none
 * @param payload JSON on one line
 */
record Outgoing(String id, String subject, String type, String time, String trace, String payload) {
    private static final int FIELDS = 6;

    static Outgoing of(Subject subject, Record event, Instant now) {
        return new Outgoing(
                UUID.randomUUID().toString(),
                subject.toString(),
                EventType.of(event.getClass()).ceType(),
                now.toString(),
                Trace.current().map(Trace::header).orElse(""),
                new String(Json.write(event), UTF_8));
    }

    /** One line, without its end; JSON has neither tabs nor line ends of its own. */
    String line() {
        return String.join("\t", id, subject, type, time, trace, payload);
    }

    /** The event of a line; nothing where the line broke off. */
    static Optional<Outgoing> of(String line) {
        var fields = line.split("\t", FIELDS);
        return fields.length == FIELDS && fields[FIELDS - 1].endsWith("}")
                ? Optional.of(new Outgoing(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]))
                : Optional.empty();
    }

    byte[] body() {
        return payload.getBytes(UTF_8);
    }

    Headers headers() {
        var headers = new Headers()
                .put("Nats-Msg-Id", id)
                .put("ce-specversion", "1.0")
                .put("ce-id", id)
                .put("ce-type", type)
                .put("ce-source", "/runner")
                .put("ce-time", time);
        return trace.isEmpty() ? headers : headers.put(Trace.HEADER, trace);
    }
}
