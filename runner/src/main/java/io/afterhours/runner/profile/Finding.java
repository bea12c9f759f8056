package io.afterhours.runner.profile;

import io.afterhours.contracts.agent.EscalationRequested;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something that a reader found in an agent's output. */
public sealed interface Finding {
    /** A sum has no prompt of which a price for long context could be told, so it must be known for one. */
    String AGGREGATE = "aggregate";

    /** A line for the log; stream is {@code out}, {@code err} or {@code note}. */
    record Said(String stream, String text) implements Finding {}

    /** How far it is. */
    record Progressed(
            @Nullable Double percent,
            @Nullable String state,
            @Nullable String message) implements Finding {}

    /**
     * Tokens used since the last report.
     *
     * @param basis how the figures came about, as in {@link io.afterhours.contracts.agent.UsageReported}; {@link #AGGREGATE}
     *     where they are the sum of several calls without a stated cost
     */
    record Used(String model, Tokens tokens, @Nullable BigDecimal costUsd, String basis) implements Finding {}

    /** A person is needed; session and build are filled in later. */
    record Asked(EscalationRequested escalation) implements Finding {}
}
