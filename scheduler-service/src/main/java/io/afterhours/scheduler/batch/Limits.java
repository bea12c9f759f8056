package io.afterhours.scheduler.batch;

import java.time.Duration;
import java.util.Set;

/**
 * What a batch may be.
 *
 * @param kinds the kinds whose builds go together
 * @param scripted agents whose prompts are scripts, to which nothing may be added
 * @param most so many builds at most
 * @param longest its p90 is no longer
 */
public record Limits(Set<String> kinds, Set<String> scripted, int most, Duration longest) {
    /** All prompts together; well below what a dispatched attempt may carry. */
    static final int PROMPT = 120_000;

    public Limits {
        kinds = Set.copyOf(kinds);
        scripted = Set.copyOf(scripted);
    }

    boolean allow(Single build) {
        return kinds.contains(build.similarity().kind())
                && !scripted.contains(build.similarity().agent());
    }
}
