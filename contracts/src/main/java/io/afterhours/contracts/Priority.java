package io.afterhours.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How soon a build matters; decides which bands it may start in. */
public enum Priority {
    URGENT,
    HIGH,
    MEDIUM,
    LOW;

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static Priority of(String word) {
        return Words.read("priority", word, values());
    }
}
