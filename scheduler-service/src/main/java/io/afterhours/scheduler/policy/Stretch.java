package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a policy says the same.
 *
 * @param until when it says something else; absent when it says the same for ever
 * @param band the row that counts; absent between bands
 */
public record Stretch(
        Instant from, @Nullable Instant until, @Nullable Band band, QuietLevel quiet) {
    /** Whether the build may start in this stretch as far as the policy is concerned. */
    public boolean admits(Applicant build) {
        return band != null && band.admits(build) && passesQuiet(build);
    }

    /** Whether quiet hours let the build pass. */
    public boolean passesQuiet(Applicant build) {
        return switch (quiet) {
            case NONE -> true;
            case SOFT -> build.priority() == Priority.URGENT;
            case HARD -> false;
        };
    }
}
