package io.afterhours.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How much an escalation matters. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    URGENT;

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static Severity of(String word) {
        return Words.read("severity", word, values());
    }
}
