package io.afterhours.runner.profile;

import io.afterhours.contracts.agent.EscalationRequested;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that a reader found in an agent's output. */
public sealed interface Finding {
    /** A sum has no prompt of which a price for long context could be told, so it must be known for one. */
    String AGGREGATE = "aggregate";

    /** Of a turn that goes on: a later sum corrects it, so it waits for that one where its model has no price. */
    String ESTIMATED = "estimated";

    /** A subscription covers it: what it is worth is no money spent. */
    String SUBSCRIPTION = "subscription";

    /** A line for the log; stream is {@code out}, {@code err} or {@code note}. */
    record Said(String stream, String text) implements Finding {}

    /** How far it is. */
    record Progressed(
            @Nullable Double percent,
            @Nullable String state,
            @Nullable String message) implements Finding {}

    /**
     * Tokens used.
     *
     * @param basis how the figures came about, as in {@link io.afterhours.contracts.agent.UsageReported}; {@link #AGGREGATE}
     *     where they are the sum of several calls without a stated cost
     * @param serviceTier what the provider charged for; absent where it was the standard one
     * @param cumulative whether they are all that the session used of the model so far, and not what it used since the last report
     */
    record Used(
            String model,
            Tokens tokens,
            @Nullable BigDecimal costUsd,
            String basis,
            @Nullable String serviceTier,
            boolean cumulative)
            implements Finding {
        /** What was used since the last report, at the standard tier. */
        Used(String model, Tokens tokens, @Nullable BigDecimal costUsd, String basis) {
            this(model, tokens, costUsd, basis, null, false);
        }
    }

    /**
     * How much of a window of the agent's subscription is used.
     *
     * @param window e.g. {@code five-hour}
     */
    record WindowSaid(String window, double usedPercent, Instant resetsAt) implements Finding {}

    /** A person is needed; session and build are filled in later. */
    record Asked(EscalationRequested escalation) implements Finding {}
}
