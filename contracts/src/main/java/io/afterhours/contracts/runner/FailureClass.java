package io.afterhours.contracts.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** Why an attempt did not succeed (product chapter 3.6); the retry ladder branches on it. */
public enum FailureClass {
    AGENT_GAVE_UP,
    VERIFICATION_FAILED,
    TIMED_OUT,
    RATE_LIMITED,
    OUT_OF_BUDGET,
    AUTH,
    CONFIG,
    NETWORK,
    LOST,
    CRASHED,
    CANCELLED;

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static FailureClass of(String word) {
        return Words.read("failure.class", word, values());
    }
}
