package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a candidate should start if all goes as estimated.
 *
 * @param at absent when it waits for a person, or does not come up within the horizon
 * @param verdict what is said of it now
 */
public record ExpectedStart(Candidate candidate, @Nullable Instant at, Verdict verdict) {
    /** How it misses its deadline if it starts then. */
    public Optional<DeadlineRules.Missed> missed(Instant now) {
        return Optional.ofNullable(candidate.deadline())
                .flatMap(deadline -> DeadlineRules.missed(
                        deadline,
                        at == null ? null : at.plus(candidate.expected()),
                        DeadlineRules.soonestEnd(verdict, candidate.expected(), now),
                        now));
    }
}
