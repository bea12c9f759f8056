package io.afterhours.scheduler.clearance;

import io.afterhours.contracts.InvalidEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A safety rule's id as people see it, {@code S-2}, for its number in the table. */
public record SafetyRuleId(long number) {
    private static final Pattern FORM = Pattern.compile("(?:[Ss]-)?(\\d{1,18})");

    /**
     * Reads {@code S-2}, {@code s-2} or {@code 2}.
     *
     * @throws InvalidEvent when it is none of these
     */
    static SafetyRuleId parse(String field, @Nullable String text) {
        var match = FORM.matcher(text == null ? "" : text.strip());
        if (!match.matches()) {
            throw new InvalidEvent(field, "a safety rule's id such as S-2", text);
        }
        return new SafetyRuleId(Long.parseLong(match.group(1)));
    }

    @Override
    public String toString() {
        return "S-" + number;
    }
}
