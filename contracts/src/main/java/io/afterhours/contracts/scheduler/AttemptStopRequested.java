package io.afterhours.contracts.scheduler;

import io.afterhours.contracts.Check;

/** A runner is to end an attempt, whole process tree; on {@code command.<runner>}. The reason is one sentence. */
public record AttemptStopRequested(String session, String build, long fence, String reason) {
    public AttemptStopRequested {
        session = Check.required("session", session, Check.SHORT);
        build = Check.required("build", build, 40);
        reason = Check.required("reason", reason, Check.TEXT);
    }
}
