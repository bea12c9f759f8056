package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt is over; on {@code runner.<runner>.finished}.
 *
 * @param failure absent when it succeeded, which the acceptance command proved where the build has one
 * @param summary what the agent said it did, at most 60,000 characters
 * @param branch the branch of its worktree, where there is work on it or what could not be committed; absent where it is gone, whatever
 *     was said at the start
 * @param commits ids of the commits found since the start, oldest first
 * @param resumable whether the same session can be taken up again by the next attempt
 */
public record AttemptFinished(
        String session,
        String build,
        int number,
        long fence,
        boolean succeeded,
        @Nullable Failure failure,
        @Nullable String summary,
        @Nullable String branch,
        List<String> commits,
        boolean resumable,
        Instant startedAt,
        Instant at) {
    public AttemptFinished {
        session = Check.required("session", session, Check.SHORT);
        build = Check.required("build", build, 40);
        if (succeeded == (failure != null)) {
            throw new InvalidEvent("failure", succeeded ? "none on success" : "a failure", failure);
        }
        summary = Check.optional("summary", summary, Check.LONG_TEXT);
        branch = Check.optional("branch", branch, 300);
        commits = Check.list("commits", commits, 200);
        startedAt = Check.present("startedAt", "a time", startedAt);
        at = Check.present("at", "a time", at);
    }
}
