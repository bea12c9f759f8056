package io.afterhours.cost.budget;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Words;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whose cost a budget limits.
 *
 * @param key the agent's id, the tag, the model's name or the build's id
 */
record Scope(Kind kind, String key) {
    private static final Pattern BUILD = Pattern.compile("(?:[Bb]-)?(\\d{1,18})");

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

    /**
     * One that a person wrote, with its key as it is reported; a budget for {@code b-42} would otherwise limit nothing.
     *
     * @throws InvalidEvent where no agent, tag, model or build can have that key
     */
    static Scope read(String word, String key) {
        var kind = Kind.of(word);
        var field = "scope." + kind.word();
        var said = Check.required(field, key, Check.SHORT).strip();
        return new Scope(
                kind,
                switch (kind) {
                    case AGENT, TAG -> Check.id(field, said);
                    case MODEL -> said;
                    case BUILD -> build(field, said);
                });
    }

    /** A build's id as events have it: {@code B-42}, {@code b-42} and {@code 42} are the same. */
    static String build(String field, String said) {
        var number = BUILD.matcher(said);
        if (!number.matches()) {
            throw new InvalidEvent(field, "a build's id such as B-42", said);
        }
        return "B-" + Long.parseLong(number.group(1));
    }

    /** As it is written: the kind's word and the key. */
    Map<String, String> spelled() {
        return Map.of(kind.word(), key);
    }
}
