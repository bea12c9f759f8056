package io.afterhours.cost.budget;

import io.afterhours.contracts.Words;
import java.util.Map;

/**
 * Whose cost a budget limits.
 *
 * @param key the agent's id, the tag, the model's name or the build's id
 */
record Scope(Kind kind, String key) {
    /** What a budget can be for, other than everything. */
    enum Kind {
        AGENT,
        TAG,
        MODEL,
        BUILD;

        String word() {
            return Words.of(this);
        }

        static Kind of(String word) {
            return Words.read("scope", word, values());
        }
    }

    /** As it is written: the kind's word and the key. */
    Map<String, String> spelled() {
        return Map.of(kind.word(), key);
    }
}
