package io.afterhours.contracts.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.Words;
import org.jspecify.annotations.Nullable;

/** An edge to a build that must end first, and what its failure does. On the wire an id alone means {@code block}. */
public record Dependency(String id, OnFailure onFailure) {
    public Dependency {
        id = Check.required("dependsOn.id", id, 40);
        onFailure = onFailure == null ? OnFailure.BLOCK : onFailure;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Dependency of(String id) {
        return new Dependency(id, OnFailure.BLOCK);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public static Dependency of(
            @JsonProperty("id") String id, @JsonProperty("onFailure") @Nullable OnFailure onFailure) {
        return new Dependency(id, onFailure == null ? OnFailure.BLOCK : onFailure);
    }

    /** What happens to the waiting build when the one it waits for does not finish. */
    public enum OnFailure {
        BLOCK,
        CONTINUE;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return Words.of(this);
        }

        @JsonCreator
        public static OnFailure of(String word) {
            return Words.read("dependsOn.onFailure", word, values());
        }
    }
}
