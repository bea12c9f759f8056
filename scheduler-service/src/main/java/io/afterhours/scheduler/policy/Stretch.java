package io.afterhours.scheduler.policy;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a policy says the same.
 *
 * @param until when it says something else; absent when it says the same as far as it was looked ahead
 * @param band the row that counts; absent between bands
 * @param context where the person is, and what that means
 */
public record Stretch(
        Instant from, @Nullable Instant until, @Nullable Band band, QuietLevel quiet, ContextRule context) {
    /** Whether the build may start in this stretch as far as the policy is concerned and if it were over in no time. */
    public boolean admits(Applicant build) {
        return bandAdmits(build)
                && passesQuiet(build)
                && context.refusalOf(build).isEmpty();
    }

    /** Whether quiet hours let the build pass. */
    public boolean passesQuiet(Applicant build) {
        return quiet.passes(build.priority());
    }

    boolean bandAdmits(Applicant build) {
        return band != null && band.admits(build);
    }

    /** Whether anything may start in it at all. */
    public boolean hasSlots() {
        return band != null && band.slots() > 0;
    }

    boolean mayOverrun() {
        return band != null && band.overrun();
    }

    boolean saysTheSameAs(Stretch other) {
        return quiet == other.quiet && Objects.equals(band, other.band) && context.equals(other.context);
    }

    boolean endsAfter(Instant at) {
        return until == null || until.isAfter(at);
    }

    Stretch between(Instant begin, @Nullable Instant end) {
        return new Stretch(begin, end, band, quiet, context);
    }

    Stretch in(ContextRule other) {
        return new Stretch(from, until, band, quiet, other);
    }
}
