package io.afterhours.scheduler.overload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a host has been over its limit.
 *
 * @param overSince since when every report said so; absent when the last one did not
 * @param relievedAt when an attempt was last stopped for it
 */
public record Pressure(
        @Nullable Instant overSince, @Nullable Instant relievedAt) {}
