package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.batch.Saving;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Dollars;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch as it is shown; costs in USD. */
public record BatchView(
        String id,
        String kind,
        String state,
        Expected estimate,
        Saved saving,
        Instant proposedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Measured measured,
        List<Member> members) {

    /** What is expected of it, or of a build alone. */
    public record Expected(int minutesP50, int minutesP90, String costP50, String costP90, String source) {
        static Expected of(Estimate estimate) {
            return new Expected(
                    estimate.minutesP50(),
                    estimate.minutesP90(),
                    Dollars.written(estimate.costP50()),
                    Dollars.written(estimate.costP90()),
                    estimate.source());
        }
    }

    /** What it should save, or saved; negative where it needed more. */
    public record Saved(int minutes, @Nullable String cost) {
        static Saved of(Saving saving) {
            return new Saved(saving.minutes(), Dollars.written(saving.nanos()));
        }
    }

    /**
     * How it went.
     *
     * @param finished how many of its members finished
     * @param saving against what those that finished were expected to need alone
     */
    public record Measured(
            int finished, double minutes, @Nullable String cost, Saved saving) {}

    /**
     * A build of it.
     *
     * @param estimate what was expected of it alone
     * @param state of its attempt; absent before that was made
     * @param failure why it went back to the queue
     * @param cost its part of what the batch cost, in the ratio of what each was expected to cost alone
     */
    public record Member(
            String id,
            String title,
            Expected estimate,
            @Nullable String state,
            @Nullable String failure,
            @Nullable String cost) {}
}
