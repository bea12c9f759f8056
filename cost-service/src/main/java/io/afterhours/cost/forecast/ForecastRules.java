package io.afterhours.cost.forecast;

import io.afterhours.cost.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How much a period will have cost, from what is known now. */
final class ForecastRules {
    private static final double HOUR = Duration.ofHours(1).toNanos();

    private ForecastRules() {}

    /** Days are taken as independent of each other; nothing that is spent is ever given back. */
    static Outlook forecast(Facts facts) {
        var midnight = Period.DAY.around(facts.now(), facts.zone()).end();
        var hours = Duration.between(facts.now(), midnight).toNanos() / HOUR;
        var rest = facts.usual().restOfToday(hours);
        var unqueuedRest = facts.unqueued().restOfToday(hours);
        var queued = facts.queue().between(facts.now(), midnight, facts.now());
        var guess = dearer(rest, unqueuedRest, queued);
        var today = facts.now().atZone(facts.zone()).toLocalDate();
        for (var day = today.plusDays(1); day.isBefore(facts.span().to()); day = day.plusDays(1)) {
            var start = day.atStartOfDay(facts.zone()).toInstant();
            var end = day.plusDays(1).atStartOfDay(facts.zone()).toInstant();
            var ofDay = facts.queue().between(start, end, facts.now());
            guess = guess.and(
                    dearer(facts.usual().wholeDay(day, rest), facts.unqueued().wholeDay(day, unqueuedRest), ofDay));
            queued = queued.and(ofDay);
        }
        var off = guess.tenth();
        return new Outlook(
                facts.spent() + Math.round(Math.max(0, guess.mean() - off)),
                facts.spent() + Math.round(guess.mean()),
                facts.spent() + Math.round(guess.mean() + off),
                Math.round(queued.mean()));
    }

    /**
     * When so much is spent at the present pace.
     *
     * @return now where it is already; nothing where that is not before the period ends
     */
    static Optional<Instant> dryAt(Facts facts, long limit) {
        if (facts.spent() >= limit) {
            return Optional.of(facts.now());
        }
        var perHour = facts.usual().perHour();
        if (perHour == null || perHour <= 0) {
            return Optional.empty();
        }
        var nanos = (limit - facts.spent()) / perHour * HOUR;
        return nanos >= Duration.between(facts.now(), facts.span().end()).toSeconds() * 1e9
                ? Optional.empty()
                : Optional.of(facts.now().plusNanos((long) nanos));
    }

    /**
     * What a day, or the rest of one, should cost: what is usual; or, where that is more, what is queued beside what is usual outside of
     * builds. A short queue is no reason to expect less than usual: more is queued every day.
     */
    private static Guess dearer(Guess usual, Guess unqueued, Guess queued) {
        var withQueue = unqueued.and(queued);
        return queued.mean() > 0 && withQueue.mean() > usual.mean() ? withQueue : usual;
    }
}
