package io.afterhours.cost.ledger;

import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Said;
import io.afterhours.cost.price.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One report, priced.
 *
 * @param occurredAt when the tokens were used; decides the day it counts for
 * @param agent who reported it
 * @param build what the report itself claims
 * @param said what the report says of its own price
 * @param sequence its place in the stream; absent when it came over HTTP
 */
public record Entry(
        Instant occurredAt,
        Instant receivedAt,
        String agent,
        String session,
        @Nullable String build,
        String model,
        @Nullable String task,
        Tokens tokens,
        Said said,
        Priced priced,
        @Nullable Long sequence) {
    /** The same at another price. */
    public Entry priced(Priced other) {
        return new Entry(occurredAt, receivedAt, agent, session, build, model, task, tokens, said, other, sequence);
    }

    /** A report that says nothing of its own price. */
    public Entry(
            Instant occurredAt,
            Instant receivedAt,
            String agent,
            String session,
            @Nullable String build,
            String model,
            @Nullable String task,
            Tokens tokens,
            Priced priced,
            @Nullable Long sequence) {
        this(occurredAt, receivedAt, agent, session, build, model, task, tokens, Said.NOTHING, priced, sequence);
    }
}
