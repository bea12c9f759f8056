package io.afterhours.cost.total;

import io.afterhours.contracts.Words;
import org.jspecify.annotations.Nullable;

/** What totals can be grouped by. */
enum By {
    BUILD,
    AGENT,
    MODEL,
    TAG,
    SESSION,
    KIND,
    DAY,
    BASIS;

    String word() {
        return Words.of(this);
    }

    static By of(@Nullable String word) {
        return word == null ? MODEL : Words.read("by", word, values());
    }
}
