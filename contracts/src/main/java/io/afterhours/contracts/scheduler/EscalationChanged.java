package io.afterhours.contracts.scheduler;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An escalation as it stands; on {@code escalation.<event>.<id>}, where the event is raised, acknowledged, answered or
 * expired. One that was acknowledged until a time is raised again then.
 *
 * @param state {@code open}, {@code acknowledged}, {@code answered} or {@code expired}
 * @param acknowledgedBy who has seen it
 * @param snoozedUntil when it comes up again if it is not answered before; absent where it does not
 */
public record EscalationChanged(
        String id,
        String kind,
        Severity severity,
        String title,
        @Nullable String question,
        List<String> options,
        @JsonProperty("default") @Nullable String defaultOption,
        @Nullable Instant deadline,
        @Nullable String build,
        @Nullable String agent,
        @Nullable String session,
        String state,
        Instant raisedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant snoozedUntil,
        @Nullable Instant answeredAt,
        @Nullable String answer) {
    public EscalationChanged {
        id = Check.required("id", id, 40);
        kind = Check.required("kind", kind, 40);
        severity = Check.present("severity", "a severity", severity);
        title = Check.required("title", title, 500);
        options = Check.list("options", options, 12);
        state = Check.required("state", state, 20);
        raisedAt = Check.present("raisedAt", "a time", raisedAt);
    }
}
