package io.afterhours.cost.price;

import org.jspecify.annotations.Nullable;

/** Rates that may be others for a long prompt. */
sealed interface Tariff extends Rates permits Price, TierPrice {
    @Nullable LongContext longContext();

    /** The rates that the whole request is charged at. */
    default Rates forPrompt(long tokens) {
        var longer = longContext();
        return longer != null && tokens > longer.above() ? longer : this;
    }
}
