package io.afterhours.scheduler.nightplan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was planned for a night beside what came of it.
 *
 * @param night the day on which it began
 * @param minutes of work that were planned
 * @param mayCost dollars that it was to cost at most, in nine of ten cases
 * @param finished how many of the planned builds are finished
 */
public record PastNight(
        LocalDate night,
        Instant from,
        Instant until,
        Instant madeAt,
        ZoneId zone,
        long minutes,
        BigDecimal mayCost,
        int finished,
        List<Build> builds) {

    /** A plan as it was made; {@code mayCost} in nano-dollars. */
    record Made(LocalDate night, Instant begins, Instant ends, Instant madeAt, long minutes, long mayCost) {}

    /**
     * A build that was planned, and what became of it in that night.
     *
     * @param state of the build as it is
     * @param started when its first attempt of the night was handed out; absent when none was
     * @param ended when its last attempt of the night ended; absent while it runs
     * @param outcome the state of that attempt
     */
    public record Build(
            String build,
            String title,
            int lane,
            Instant start,
            Instant likelyEnd,
            Instant latestEnd,
            String state,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable String outcome) {}

    static PastNight of(Made plan, List<Build> builds, ZoneId zone) {
        return new PastNight(
                plan.night(),
                plan.begins(),
                plan.ends(),
                plan.madeAt(),
                zone,
                plan.minutes(),
                BigDecimal.valueOf(plan.mayCost(), 9).stripTrailingZeros(),
                (int) builds.stream()
                        .filter(each -> each.state().equals("finished"))
                        .count(),
                builds);
    }
}
