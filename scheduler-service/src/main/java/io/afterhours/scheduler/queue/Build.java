package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.calibration.ReportStore.Said;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.estimate.Progress;
import io.afterhours.scheduler.estimate.Remaining;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.NightWish;
import io.afterhours.scheduler.retry.Tally;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work as it stands in the queue.
 *
 * @param retryAt not before this, as the retry ladder asks
 * @param wish what a person asked of it for a night, which may be over
 * @param attempts attempts made
 * @param tally what is counted against it
 * @param evidence what the next attempt is told of the earlier ones
 * @param resume the session that the next attempt may take up again
 * @param version rises by one with every change
 */
public record Build(
        BuildId id,
        @Nullable String key,
        String title,
        String prompt,
        Priority priority,
        Category category,
        String kind,
        int impact,
        Duration effort,
        List<String> tags,
        List<String> blockers,
        @Nullable String agent,
        @Nullable String model,
        @Nullable String workspace,
        @Nullable String accept,
        @Nullable BigDecimal cap,
        @Nullable Instant deadline,
        @Nullable Instant earliestStart,
        String pool,
        Approval approval,
        BuildState state,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant retryAt,
        @Nullable NightWish wish,
        int attempts,
        Tally tally,
        @Nullable String evidence,
        @Nullable String resume,
        Estimate estimate,
        long version) {

    public Life life() {
        return Life.in(state);
    }

    /** The numbers of builds, in the same order. */
    public static List<Long> numbers(Collection<Build> builds) {
        return builds.stream().map(each -> each.id().number()).toList();
    }

    /**
     * What is left of the live attempt; nothing where none is live.
     *
     * @param said how far it last said it was; absent when it said nothing
     */
    public Optional<Remaining> remaining(Instant now, @Nullable Said said) {
        if (!state.isLive() || startedAt == null) {
            return Optional.empty();
        }
        var progress = said == null ? null : new Progress(said.percent(), Duration.between(startedAt, said.at()));
        return Optional.of(Remaining.of(estimate, Duration.between(startedAt, now), progress));
    }
}
