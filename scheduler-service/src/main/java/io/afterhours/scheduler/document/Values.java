package io.afterhours.scheduler.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.EffortReader;
import java.time.Duration;

/** Values that many documents have; each throws {@link InvalidEvent} that names the field and what was expected. */
public final class Values {
    private Values() {}

    public static String text(String field, JsonNode json, String expected) {
        if (!json.isTextual()) {
            throw new InvalidEvent(field, expected, json);
        }
        return json.textValue();
    }

    /** The name of a row, a tag, an agent. */
    public static String name(String field, JsonNode json) {
        return Check.id(field, text(field, json, "a name of a-z, 0-9 and -"));
    }

    public static boolean flag(String field, JsonNode json) {
        if (!json.isBoolean()) {
            throw new InvalidEvent(field, "true or false", json);
        }
        return json.booleanValue();
    }

    public static int number(String field, JsonNode json, int least, int most) {
        if (!json.isInt()) {
            throw new InvalidEvent(field, "a whole number from " + least + " to " + most, json);
        }
        return Check.within(field, json.intValue(), least, most);
    }

    /** A time to wait, zero or more. */
    public static Duration wait(String field, JsonNode json) {
        var text = text(field, json, "a duration such as 5min or PT5M").strip();
        var wait = text.startsWith("-") ? Duration.ofSeconds(-1) : EffortReader.read(field, text);
        if (wait.isNegative()) {
            throw new InvalidEvent(field, "zero or more", text);
        }
        return wait;
    }
}
