package io.afterhours.contracts.scheduler;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.runner.FailureClass;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build as it stands after something happened to it; on {@code build.<event>.<id>}, where the event is queued, approved,
 * dispatched, started, verifying, finished, failed, retrying, escalated, cancelled, rejected, changed or lost.
 *
 * @param version rises by one with every change of the build; an older one never overwrites a newer
 * @param session the session of the attempt that the change is about; absent where it is about none
 * @param attempt the number of that attempt, else of the live or last one; 0 before the first
 * @param eta when the live attempt should be done
 * @param deadline when the person wants the build done; absent where they named no time
 * @param text one sentence about what happened
 * @param failure why the attempt that just ended failed; absent where it is not about that
 */
public record BuildChanged(
        String id,
        long version,
        BuildState state,
        String title,
        Priority priority,
        Category category,
        String kind,
        List<String> tags,
        @Nullable String agent,
        @Nullable String model,
        @Nullable String session,
        int attempt,
        @Nullable String runner,
        @Nullable VerdictGiven verdict,
        @Nullable Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant eta,
        @Nullable Instant deadline,
        @Nullable String text,
        Instant at,
        @Nullable FailureClass failure) {
    public BuildChanged {
        id = Check.required("id", id, 40);
        state = Check.present("state", "a state", state);
        title = Check.required("title", title, 300);
        priority = Check.present("priority", "a priority", priority);
        category = Check.present("category", "a category", category);
        kind = Check.id("kind", kind);
        tags = Check.list("tags", tags, 20);
        text = Check.optional("text", text, Check.TEXT);
        at = Check.present("at", "a time", at);
    }

    /** What the planner says of the build: a stable code, one sentence, and when it could change. */
    public record VerdictGiven(
            String code, String text, @Nullable Instant until) {
        public VerdictGiven {
            code = Check.required("verdict.code", code, 40);
            text = Check.required("verdict.text", text, Check.TEXT);
        }
    }
}
