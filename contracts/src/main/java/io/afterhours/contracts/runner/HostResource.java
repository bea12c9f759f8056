package io.afterhours.contracts.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** What of a host can be used up so far that nothing more is taken there. */
public enum HostResource {
    DISK,
    MEMORY;

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static HostResource of(String word) {
        return Words.read("host.full", word, values());
    }
}
