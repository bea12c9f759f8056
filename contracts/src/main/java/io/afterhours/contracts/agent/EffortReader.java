package io.afterhours.contracts.agent;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import io.afterhours.contracts.InvalidEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads an effort as people write it ({@code 2h}, {@code 30min}, {@code 1h30m}, {@code 1.5h}) or as ISO 8601. */
public final class EffortReader extends JsonDeserializer<Duration> {
    private static final Pattern SHORT = Pattern.compile(
            "(?:(\\d{1,3}(?:\\.\\d{1,2})?)\\s*(?:h|hour|hours))?\\s*(?:(\\d{1,5})\\s*(?:m|min|mins|minute|minutes))?\\s*(?:(\\d{1,6})\\s*(?:s|sec|seconds))?");

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return read("effort", parser.getValueAsString(""));
    }

    /**
     * Reads a duration.
     *
     * @throws InvalidEvent when the text is no duration
     */
    public static Duration read(String field, String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("P")) {
            try {
                return Duration.parse(trimmed);
            } catch (DateTimeParseException e) {
                throw new InvalidEvent(field, "a duration such as 2h, 30min or PT2H", text);
            }
        }
        var match = SHORT.matcher(trimmed.toLowerCase(Locale.ROOT));
        if (trimmed.isEmpty() || !match.matches()) {
            throw new InvalidEvent(field, "a duration such as 2h, 30min or PT2H", text);
        }
        var total = Duration.ZERO;
        if (match.group(1) != null) {
            total = total.plusSeconds(new java.math.BigDecimal(match.group(1))
                    .multiply(java.math.BigDecimal.valueOf(3600))
                    .longValue());
        }
        if (match.group(2) != null) {
            total = total.plusMinutes(Long.parseLong(match.group(2)));
        }
        if (match.group(3) != null) {
            total = total.plusSeconds(Long.parseLong(match.group(3)));
        }
        return total;
    }
}
