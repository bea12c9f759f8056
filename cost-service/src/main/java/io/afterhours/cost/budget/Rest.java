package io.afterhours.cost.budget;

import java.time.Duration;
import java.time.Instant;

/** How long to leave be what takes long: nineteen times as long as it took, so that it takes a twentieth of the time however long it takes. */
final class Rest {
    private static final int TIMES = 19;

    private volatile Span last = new Span(Instant.MIN, Instant.MIN);

    private record Span(Instant ended, Instant until) {}

    /** A clock that was set back ends it too. */
    boolean isOver(Instant now) {
        var rest = last;
        return now.isBefore(rest.ended()) || !now.isBefore(rest.until());
    }

    void after(Instant began, Instant ended) {
        last = new Span(ended, ended.plus(Duration.between(began, ended).multipliedBy(TIMES)));
    }
}
