package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Words;
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

    /** By what the context is known that counts in a stretch of an outlook taken at {@code now}. */
    public Source sourceOf(Stretch stretch, Instant now) {
        if (handAt(now)
                .filter(hand -> hand.until() == null || stretch.from().isBefore(hand.until()))
                .isPresent()) {
            return Source.HAND;
        }
        if (presentUntil(now).filter(stretch.from()::isBefore).isPresent()) {
            return Source.PRESENCE;
        }
        return stretch.context().context() == Context.UNKNOWN ? Source.NONE : Source.CALENDAR;
    }

    /** By what a context is known. */
    public enum Source {
        HAND,
        PRESENCE,
        CALENDAR,
        NONE;

        public String word() {
            return Words.of(this);
        }
    }

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
