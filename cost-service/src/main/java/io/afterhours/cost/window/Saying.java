package io.afterhours.cost.window;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.WindowReported;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of a window.
 *
 * @param publisher who said it
 * @param session the session in which it was said, if in one
 */
record Saying(
        String publisher, @Nullable String session, String window, double usedPercent, Instant resetsAt, Instant at) {
    /** No plan known has a window that is longer than a month. */
    private static final Duration LONGEST = Duration.ofDays(45);

    /** @throws InvalidEvent when it was said at, or is to be reset at, a time that cannot be true */
    static Saying of(WindowReported report, String publisher, Instant receivedAt) {
        var stamped = Check.near("at", report.at(), receivedAt);
        var at = stamped == null ? receivedAt : stamped;
        return new Saying(
                publisher, report.session(), report.window(), report.usedPercent(), checked(report.resetsAt(), at), at);
    }

    private static Instant checked(Instant resetsAt, Instant at) {
        if (resetsAt.isBefore(at.minus(LONGEST)) || resetsAt.isAfter(at.plus(LONGEST))) {
            throw new InvalidEvent(
                    "resetsAt", "a time within " + LONGEST.toDays() + " days of when it was said", resetsAt);
        }
        return resetsAt;
    }
}
