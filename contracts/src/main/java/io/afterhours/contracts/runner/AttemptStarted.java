package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The agent's process runs; on {@code runner.<runner>.started}. */
public record AttemptStarted(
        String session,
        String build,
        int number,
        long fence,
        @Nullable String branch,
        Instant at) {
    public AttemptStarted {
        session = Check.required("session", session, Check.SHORT);
        build = Check.required("build", build, 40);
        branch = Check.optional("branch", branch, 300);
        at = Check.present("at", "a time", at);
    }
}
