package io.afterhours.foundation.nats;

import java.time.Instant;

/**
 * A message that could not be applied, with everything a person needs to see why.
 *
 * @param reason one sentence
 * @param deliveries how often it was handed on before it was given up
 */
public record Refused(
        String stream,
        long sequence,
        String consumer,
        String subject,
        String reason,
        long deliveries,
        Instant receivedAt,
        byte[] payload) {
    public static Refused of(Delivery<?> delivery, String reason) {
        return new Refused(
                delivery.stream(),
                delivery.sequence(),
                delivery.consumer(),
                delivery.subject(),
                reason,
                delivery.deliveries(),
                delivery.receivedAt(),
                delivery.payload());
    }
}
