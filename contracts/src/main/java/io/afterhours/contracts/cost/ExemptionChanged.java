package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;

/**
 * Whose builds may start although a budget is spent, until when, and who said so; on {@code cost.exemption} whenever that is said
 * or taken back.
 *
 * @param scope whom it is for: {@code agent}, {@code tag} or {@code build}
 * @param key which agent, tag or build that is
 * @param reason why, as the person said it
 * @param by who said so
 * @param until it holds before this instant; taken back, that is when it was
 * @param at when that was said; an older one never overwrites a newer
 */
public record ExemptionChanged(String scope, String key, String reason, String by, Instant until, Instant at) {
    public ExemptionChanged {
        scope = Check.required("scope", scope, 20);
        key = Check.required("key", key, Check.SHORT);
        reason = Check.required("reason", reason, 500);
        by = Check.required("by", by, Check.SHORT);
        until = Check.present("until", "a time", until);
        at = Check.present("at", "a time", at);
    }
}
