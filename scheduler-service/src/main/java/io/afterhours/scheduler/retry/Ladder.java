package io.afterhours.scheduler.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The tries that a build gets after its first, in order; when they are used up, a person is asked.
 *
 * @param losses how many runners in a row may be lost with a build before a person is asked
 */
public record Ladder(List<Rung> rungs, int losses) {
    private static final Ladder STANDARD = new Ladder(
            List.of(new Rung(Duration.ofMinutes(5), Scope.SAME), new Rung(Duration.ofMinutes(10), Scope.SMALLER)), 5);

    public Ladder {
        rungs = List.copyOf(rungs);
    }

    /** Five minutes, then ten with a smaller scope (product chapter 3.7); five runners lost. */
    public static Ladder standard() {
        return STANDARD;
    }

    /**
     * As many tries as there are waits, each with the scope that its rung has here; tries beyond this ladder's rungs have a
     * smaller scope. No waits change nothing.
     */
    public Ladder withWaits(List<Duration> waits) {
        return waits.isEmpty()
                ? this
                : new Ladder(
                        IntStream.range(0, waits.size())
                                .mapToObj(i -> new Rung(
                                        waits.get(i),
                                        i < rungs.size() ? rungs.get(i).scope() : Scope.SMALLER))
                                .toList(),
                        losses);
    }

    public Ladder withLosses(int most) {
        return new Ladder(rungs, most);
    }

    /** The rung after so many counted failures, one or more; empty when the ladder ends. */
    Optional<Rung> after(int failures) {
        return failures <= rungs.size() ? Optional.of(rungs.get(failures - 1)) : Optional.empty();
    }
}
