package io.afterhours.contracts.runner;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param text one sentence for the person
 * @param evidence the last lines that show it, untrusted, at most 60,000 characters
 * @param resetAt when a rate limit ends, where the provider said so
 */
public record Failure(
        @JsonProperty("class") FailureClass failureClass,
        String text,
        @Nullable String evidence,
        @Nullable Instant resetAt) {
    public Failure {
        failureClass = Check.present("failure.class", "a failure class", failureClass);
        text = Check.required("failure.text", text, Check.TEXT);
        evidence = Check.optional("failure.evidence", evidence, Check.LONG_TEXT);
    }
}
