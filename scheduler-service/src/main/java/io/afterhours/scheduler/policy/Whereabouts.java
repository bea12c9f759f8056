package io.afterhours.scheduler.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of where the person is, beside the calendar of the policy. What was set by hand counts before presence, and
 * presence before the calendar.
 *
 * @param hand what the person said; absent when nothing
 * @param lastSeen when the person last gave a command or used the dashboard; absent when never
 */
public record Whereabouts(@Nullable Hand hand, @Nullable Instant lastSeen) {
    /** How long after a command or a look at the dashboard the person counts as available (product chapter 2.4). */
    public static final Duration PRESENT_FOR = Duration.ofMinutes(15);

    /** Nothing but the calendar says where the person is. */
    public static final Whereabouts UNSAID = new Whereabouts(null, null);

    /**
     * A context set by hand.
     *
     * @param until when it no longer counts; absent when it counts until it is cleared
     */
    public record Hand(Context context, @Nullable Instant until) {}

    /** What was set by hand and still counts. */
    public Optional<Hand> handAt(Instant now) {
        return Optional.ofNullable(hand)
                .filter(each -> each.until() == null || each.until().isAfter(now));
    }

    /** Until when the person counts as present; empty when not seen of late. */
    public Optional<Instant> presentUntil(Instant now) {
        return Optional.ofNullable(lastSeen).map(seen -> seen.plus(PRESENT_FOR)).filter(until -> until.isAfter(now));
    }
}
