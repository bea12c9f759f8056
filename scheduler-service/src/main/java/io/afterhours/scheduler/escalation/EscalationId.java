package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.InvalidEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An escalation's id as people see it, {@code E-3}, for its number in the table. */
public record EscalationId(long number) {
    private static final Pattern FORM = Pattern.compile("(?:[Ee]-)?(\\d{1,18})");

    /**
     * Reads {@code E-3}, {@code e-3} or {@code 3}.
     *
     * @throws InvalidEvent when it is none of these
     */
    public static EscalationId parse(String field, @Nullable String text) {
        var match = FORM.matcher(text == null ? "" : text.strip());
        if (!match.matches()) {
            throw new InvalidEvent(field, "an escalation's id such as E-3", text);
        }
        return new EscalationId(Long.parseLong(match.group(1)));
    }

    @Override
    public String toString() {
        return "E-" + number;
    }
}
