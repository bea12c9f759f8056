package io.afterhours.progress.build;

import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.progress.session.Session.Closing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of a build means for the session of its attempt. */
final class AttemptRules {
    static final Set<String> ENDS =
            Set.of("finished", "failed", "retrying", "escalated", "cancelled", "lost", "rejected");

    private AttemptRules() {}

    /**
     * How the change ends an attempt; null where it does not.
     *
     * @param event what happened, as the subject says
     */
    static @Nullable Closing closing(String event, BuildChanged build) {
        var ends = build.session() == null
                ? build.state().isFinal()
                : ENDS.contains(event) && !build.state().isLive();
        return ends ? new Closing(build.version(), build.at(), state(event, build.state()), build.text()) : null;
    }

    private static String state(String event, BuildState state) {
        if (event.equals("lost")) {
            return "Failed";
        }
        return switch (state) {
            case FINISHED -> "Complete";
            case CANCELLED, REJECTED -> "Cancelled";
            case QUEUED, DISPATCHED, RUNNING, VERIFYING, RETRYING, ESCALATED, FAILED -> "Failed";
        };
    }
}
