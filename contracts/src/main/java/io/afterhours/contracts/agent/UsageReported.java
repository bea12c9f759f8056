package io.afterhours.contracts.agent;

import io.afterhours.contracts.Check;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that model calls of a session used since its last report, in disjoint buckets; published on
 * {@code agent.<agent>.usage}.
 *
 * @param inputTokens input that was neither read from nor written to a cache
 * @param cacheWriteTokens written to the 5 minute cache
 * @param cacheWrite1hTokens written to the 1 hour cache
 * @param costUsd what the provider's tool said it cost; it beats a computed cost
 * @param basis how the report came about, e.g. {@code reported}, {@code self-reported}, {@code aggregate} (the tokens of several
 *     calls together), {@code estimated} (what could be read so far of a turn that goes on, or of a run that was ended; no less was
 *     used, and a later sum corrects it), {@code subscription} (a subscription covers it); free text of the publisher
 * @param serviceTier the service tier that the provider charged, e.g. {@code batch}, {@code flex} or {@code priority}; absent
 *     where it was the standard one
 * @param cumulative true where tokens and cost are not those since the last report but all that the session used of the model
 *     so far, as a resumed session says it
 */
public record UsageReported(
        String session,
        String model,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long cacheWrite1hTokens,
        @Nullable BigDecimal costUsd,
        @Nullable String basis,
        @Nullable String task,
        @Nullable String build,
        @Nullable Instant at,
        @Nullable String serviceTier,
        @Nullable Boolean cumulative) {
    public UsageReported {
        session = Check.required("session", session, Check.SHORT);
        model = Check.required("model", model, Check.SHORT);
        Check.count("inputTokens", inputTokens);
        Check.count("outputTokens", outputTokens);
        Check.count("cacheReadTokens", cacheReadTokens);
        Check.count("cacheWriteTokens", cacheWriteTokens);
        Check.count("cacheWrite1hTokens", cacheWrite1hTokens);
        costUsd = Check.money("costUsd", costUsd);
        basis = Check.optional("basis", basis, 40);
        task = Check.optional("task", task, 500);
        build = Check.optional("build", build, 40);
        serviceTier = Check.optional("serviceTier", serviceTier, 40);
    }

    /** Usage since the last report, at the standard tier. */
    public UsageReported(
            String session,
            String model,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long cacheWrite1hTokens,
            @Nullable BigDecimal costUsd,
            @Nullable String basis,
            @Nullable String task,
            @Nullable String build,
            @Nullable Instant at) {
        this(
                session,
                model,
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                cacheWrite1hTokens,
                costUsd,
                basis,
                task,
                build,
                at,
                null,
                null);
    }
}
