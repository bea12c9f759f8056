package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;

/**
 * What starts although a budget is spent: every build of which this is true.
 *
 * @param scope {@code agent}, {@code tag}, {@code build} or {@code priority}
 * @param key which agent, tag, build or priority that is
 */
public record Exemption(String scope, String key) {
    public Exemption {
        scope = Check.required("exempt.scope", scope, 20);
        key = Check.required("exempt.key", key, Check.SHORT);
    }

    /** Reads what {@link #toString} wrote. */
    public static Exemption parse(String text) {
        var space = text.indexOf(' ');
        return new Exemption(text.substring(0, space), text.substring(space + 1));
    }

    /** As people and tables say it: {@code tag growth}. */
    @Override
    public String toString() {
        return scope + " " + key;
    }
}
