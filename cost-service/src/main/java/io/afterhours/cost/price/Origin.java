package io.afterhours.cost.price;

import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** Where a version of a model's prices came from. */
public enum Origin {
    /** The snapshot that ships with the service. */
    BUNDLED,
    /** A person's change. */
    EDIT,
    /** A file of another price list. */
    IMPORT;

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    static Origin of(String word) {
        return Words.read("origin", word, values());
    }
}
