package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a model did at builds of a kind over the last days; on {@code cost.model} whenever that moved.
 *
 * @param model the one that cost most in an attempt's session, else the one that the attempt was started with
 * @param kind of the builds
 * @param days so many days count, back from {@code at}, by when attempts ended
 * @param builds how many builds it succeeded or failed at
 * @param succeeded attempts that finished their build
 * @param failed attempts that did not, by the agent's doing
 * @param interrupted attempts that ended by nothing the model did: cancelled, lost, refused by the provider
 * @param costNanos what the sessions of all these attempts have cost, in nano-dollars
 * @param unknownCalls reports of them whose cost is unknown
 * @param millisP50 how long an attempt that succeeded took, from its dispatch to its end, in the median; absent where none did
 * @param millisP90 nine of ten took no longer
 * @param at when this was so; an older one never overwrites a newer
 */
public record ModelMeasured(
        String model,
        String kind,
        int days,
        long builds,
        long succeeded,
        long failed,
        long interrupted,
        long costNanos,
        long unknownCalls,
        @Nullable Long millisP50,
        @Nullable Long millisP90,
        Instant at) {
    public ModelMeasured {
        model = Check.required("model", model, Check.SHORT);
        kind = Check.id("kind", kind);
        at = Check.present("at", "a time", at);
    }
}
