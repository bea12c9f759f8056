package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Priority;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Set;

/**
 * How early a build comes among those that may start: a whole number, larger is sooner, computed once at intake and again when
 * priority, impact, effort or tags change, so that an index can keep the order.
 *
 * <pre>
 *   score = round( 100 × impact × P × T ÷ hours )
 *
 *   impact   1 to 10
 *   hours    the effort in hours, at least ¼ and at most 48
 *   P        low 1, medium 3, high 10, urgent 100,000: no build that is not urgent comes before one that is
 *   T        2 with the tag "revenue", else ½ with the tag "content", else 1
 * </pre>
 *
 * <p>Age breaks ties: {@code ORDER BY score DESC, created_at, id}. It is no part of the number, because then every score would
 * change with every minute.
 */
public final class Score {
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(48);
    private static final long SECONDS_PER_HOUR = 3_600;

    private Score() {}

    public static long of(int impact, Duration effort, Priority priority, Set<String> tags) {
        var seconds = Math.clamp(effort.toSeconds(), SHORTEST.toSeconds(), LONGEST.toSeconds());
        return BigDecimal.valueOf(100L * impact * weightOf(priority) * SECONDS_PER_HOUR)
                .multiply(weightOf(tags))
                .divide(BigDecimal.valueOf(seconds), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static long weightOf(Priority priority) {
        return switch (priority) {
            case URGENT -> 100_000;
            case HIGH -> 10;
            case MEDIUM -> 3;
            case LOW -> 1;
        };
    }

    private static BigDecimal weightOf(Set<String> tags) {
        return tags.contains("revenue")
                ? BigDecimal.TWO
                : tags.contains("content") ? new BigDecimal("0.5") : BigDecimal.ONE;
    }
}
