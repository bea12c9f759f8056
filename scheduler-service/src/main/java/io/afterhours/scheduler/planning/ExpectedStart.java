package io.afterhours.scheduler.planning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a candidate should start if all goes as estimated.
 *
 * @param at absent when it waits for a person, or does not come up within the horizon
 * @param verdict what is said of it now
 */
public record ExpectedStart(Candidate candidate, @Nullable Instant at, Verdict verdict) {}
