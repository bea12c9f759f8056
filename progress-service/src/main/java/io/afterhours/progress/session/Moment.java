package io.afterhours.progress.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/** When something was said: by its own time, then by its place in the stream. Microseconds, as the database keeps them. */
public record Moment(Instant at, long sequence) implements Comparable<Moment> {
    private static final Comparator<Moment> ORDER =
            Comparator.comparing(Moment::at).thenComparingLong(Moment::sequence);

    public Moment {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public int compareTo(Moment other) {
        return ORDER.compare(this, other);
    }

    boolean isBefore(Moment other) {
        return compareTo(other) < 0;
    }
}
