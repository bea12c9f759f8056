package io.afterhours.cost.forecast;

import io.afterhours.cost.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How much a period will have cost, from what is known now. */
final class ForecastRules {
    /** Of a normal distribution, one in ten is more than so many deviations above the mean. */
    private static final double TENTH = 1.2816;

    private static final double HOUR = Duration.ofHours(1).toNanos();

    private ForecastRules() {}

    /** Days are taken as independent of each other; nothing that is spent is ever given back. */
    static Outlook forecast(Facts facts) {
        var guess = restOfToday(facts);
        var rest = guess;
        var today = facts.now().atZone(facts.zone()).toLocalDate();
        for (var day = today.plusDays(1); day.isBefore(facts.span().to()); day = day.plusDays(1)) {
            guess = guess.and(wholeDay(facts, day, rest));
        }
        var off = TENTH * Math.sqrt(guess.variance());
        return new Outlook(
                facts.spent() + Math.round(Math.max(0, guess.mean() - off)),
                facts.spent() + Math.round(guess.mean()),
                facts.spent() + Math.round(guess.mean() + off));
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
        var perHour = facts.perHour();
        if (perHour == null || perHour <= 0) {
            return Optional.empty();
        }
        var nanos = (limit - facts.spent()) / perHour * HOUR;
        return nanos >= Duration.between(facts.now(), facts.span().end()).toSeconds() * 1e9
                ? Optional.empty()
                : Optional.of(facts.now().plusNanos((long) nanos));
    }

    private static Guess restOfToday(Facts facts) {
        var pace = facts.perHour();
        var midnight = Period.DAY.around(facts.now(), facts.zone()).end();
        var hours = Duration.between(facts.now(), midnight).toNanos() / HOUR;
        if (pace == null) {
            return facts.rests().isEmpty() ? Guess.NOTHING : Guess.of(facts.rests());
        }
        var byPace = Guess.alone(pace * hours);
        return facts.rests().isEmpty() ? byPace : byPace.or(Guess.of(facts.rests()));
    }

    /** As days of its weekday, else as any day, else as today will have been. */
    private static Guess wholeDay(Facts facts, LocalDate day, Guess restOfToday) {
        var same = facts.days().getOrDefault(day.getDayOfWeek(), List.of());
        if (!same.isEmpty()) {
            return Guess.of(same);
        }
        var any = facts.days().values().stream().flatMap(Collection::stream).toList();
        return any.isEmpty() ? Guess.alone(facts.today() + restOfToday.mean()) : Guess.of(any);
    }
}
