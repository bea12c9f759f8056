package io.afterhours.contracts.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent needs a person for; published on {@code agent.<agent>.escalation}. A title is enough.
 *
 * @param options what a person may answer; one that is named twice counts once
 * @param defaultOption what happens at the deadline when nobody answered; one of the options
 */
public record EscalationRequested(
        @Nullable String session,
        String kind,
        Severity severity,
        String title,
        @Nullable String question,
        List<String> options,
        @JsonProperty("default") @Nullable String defaultOption,
        @Nullable Instant deadline,
        @Nullable String build,
        @Nullable String evidence) {
    public EscalationRequested {
        session = Check.optional("session", session, Check.SHORT);
        kind = kind == null ? "question" : Check.required("kind", kind, 40);
        severity = severity == null ? Severity.MEDIUM : severity;
        title = Check.required("title", title, 500);
        question = Check.optional("question", question, Check.TEXT);
        options = Check.list("options", options, 12).stream().distinct().toList();
        for (var option : options) {
            Check.required("options", option, 200);
        }
        defaultOption = Check.optional("default", defaultOption, 200);
        if (defaultOption != null && !options.isEmpty() && !options.contains(defaultOption)) {
            throw new io.afterhours.contracts.InvalidEvent("default", "one of the options " + options, defaultOption);
        }
        build = Check.optional("build", build, 40);
        evidence = Check.optional("evidence", evidence, Check.LONG_TEXT);
    }
}
