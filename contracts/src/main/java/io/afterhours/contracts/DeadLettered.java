package io.afterhours.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be applied and stands in its service's quarantine; on {@code dead.<stream>.<consumer>}.
 *
 * @param payload the message, cut to 64 K characters; bytes that are no UTF-8 are replaced
 */
public record DeadLettered(
        String stream,
        long sequence,
        String subject,
        String consumer,
        String reason,
        long deliveries,
        @Nullable String payload,
        Instant at) {}
