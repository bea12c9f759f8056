package io.afterhours.foundation.nats;

import io.afterhours.contracts.Subject;
import io.afterhours.foundation.trace.Trace;
import java.time.Instant;

/**
 * One event as it came off a stream, read and checked.
 *
 * @param id what makes it the same event when it comes again: the publisher's id, else its place in the stream
 * @param hash first 64 bits of the payload's SHA-256; the same id with another hash is a conflict
 * @param receivedAt when the broker stored it
 * @param trace the step of a trace that taking it is; of the publisher's trace, where it named one
 * @param parked whether it stood in its stream because its publisher sends more than its rate
 * @param payload the bytes it was read from, for quarantine
 */
public record Delivery<T>(
        T event,
        String id,
        long hash,
        String stream,
        long sequence,
        String consumer,
        String subject,
        Instant receivedAt,
        long deliveries,
        Trace trace,
        boolean parked,
        byte[] payload) {

    /** Who published it, as the server enforced it. */
    public String publisher() {
        return Subject.publisher(subject);
    }

    /** The last token of the subject: which event of its publisher it is. */
    public String name() {
        return Subject.lastToken(subject);
    }
}
