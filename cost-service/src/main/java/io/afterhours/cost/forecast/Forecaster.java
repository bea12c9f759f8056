package io.afterhours.cost.forecast;

import io.afterhours.cost.period.Period;
import io.afterhours.cost.period.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gathers what forecasts are made from, and keeps what was expected until it is known what came. */
@ApplicationScoped
public class Forecaster {
    static final List<Period> PERIODS = List.of(Period.DAY, Period.WEEK, Period.MONTH);
    private static final Duration PACE_OVER = Duration.ofHours(3);
    private static final Duration TOO_SHORT = Duration.ofMinutes(10);
    private static final double HOUR = Duration.ofHours(1).toNanos();

    /** So long a share of a period after its middle it still counts as half over. */
    private static final int STILL_HALF = 20;

    /** So many days of a weekday tell what such a day costs. */
    private static final int WEEKS = 8;

    private final Jdbi jdbi;
    private final ForecastStore store;
    private final QueueStore queue;
    private final InstantSource clock;
    private final ZoneId zone;

    Forecaster(Jdbi jdbi, ForecastStore store, QueueStore queue, InstantSource clock, ZoneId zone) {
        this.jdbi = jdbi;
        this.store = store;
        this.queue = queue;
        this.clock = clock;
        this.zone = zone;
    }

    /** Notes what is spent by now, keeps the forecasts of periods that are just half over, and grades those that are over. */
    void runOnce() {
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        jdbi.useTransaction(tx -> {
            store.noteBuilds(tx, today.minusWeeks(WEEKS), today);
            store.sample(
                    tx, now, today, store.days(tx, today, today.plusDays(1)).getOrDefault(today, Spent.NOTHING));
            store.forget(tx, today.minusWeeks(WEEKS + 1));
            for (var period : PERIODS) {
                var span = period.around(now, zone);
                if (isHalfOver(span, now)) {
                    store.keep(tx, period, span, now, ForecastRules.forecast(facts(tx, span, now)));
                }
            }
            store.grade(tx, today);
        });
    }

    /** Whether its middle is here or not long past: who first looks later has less left to foretell, and is no measure of it. */
    private static boolean isHalfOver(Span span, Instant now) {
        var length = Duration.between(span.start(), span.end());
        var middle = span.start().plus(length.dividedBy(2));
        return !now.isBefore(middle) && now.isBefore(middle.plus(length.dividedBy(STILL_HALF)));
    }

    /** What is known now that says how a period ends. */
    Facts facts(Handle tx, Span span, Instant now) {
        var today = now.atZone(zone).toLocalDate();
        var since = today.minusWeeks(WEEKS);
        var first = span.from().isBefore(since) ? span.from() : since;
        var days = store.days(tx, first, today.plusDays(1));
        var spent = days.entrySet().stream()
                .filter(each -> !each.getKey().isBefore(span.from()))
                .mapToLong(each -> each.getValue().all())
                .sum();
        var soFar = new Spent(days.getOrDefault(today, Spent.NOTHING).all(), store.ofBuilds(tx, today));
        var past = past(days, since, today);
        var course = new Course(soFar, pace(tx, today, soFar, now), rests(tx, past, today, now), byWeekday(past));
        return new Facts(
                now, zone, span, spent, course.habit(Spent::all), course.habit(Spent::unqueued), queue.last(tx));
    }

    /** Whole days, from the first on which anything was spent; a day between on which nothing was counts as nothing. */
    private static Map<LocalDate, Spent> past(Map<LocalDate, Spent> days, LocalDate since, LocalDate today) {
        var past = new LinkedHashMap<LocalDate, Spent>();
        for (var day = since; day.isBefore(today); day = day.plusDays(1)) {
            if (days.containsKey(day) || !past.isEmpty()) {
                past.put(day, days.getOrDefault(day, Spent.NOTHING));
            }
        }
        return past;
    }

    private static Map<DayOfWeek, List<Spent>> byWeekday(Map<LocalDate, Spent> past) {
        var days = new EnumMap<DayOfWeek, List<Spent>>(DayOfWeek.class);
        past.forEach((day, spent) ->
                days.computeIfAbsent(day.getDayOfWeek(), _ -> new ArrayList<>()).add(spent));
        return days;
    }

    private Course.@Nullable Pace pace(Handle tx, LocalDate today, Spent soFar, Instant now) {
        var midnight = Period.DAY.around(now, zone).start();
        var from = store.sampled(tx, today, now.minus(PACE_OVER));
        var over = Duration.between(from.map(ForecastStore.Sample::at).orElse(midnight), now);
        var earlier = from.map(sample -> sample.of(soFar)).orElse(Spent.NOTHING);
        return over.compareTo(TOO_SHORT) < 0 ? null : new Course.Pace(soFar.since(earlier), over.toNanos() / HOUR);
    }

    private List<Spent> rests(Handle tx, Map<LocalDate, Spent> past, LocalDate today, Instant now) {
        var time = now.atZone(zone).toLocalTime();
        var left = 1 - time.toNanoOfDay() / (double) Duration.ofDays(1).toNanos();
        var rests = new ArrayList<Spent>();
        past.forEach((day, spent) -> {
            if (day.getDayOfWeek() == today.getDayOfWeek()) {
                rests.add(store.sampled(tx, day, day.atTime(time).atZone(zone).toInstant())
                        .map(sample -> spent.since(sample.of(spent)))
                        .orElseGet(() -> spent.times(left)));
            }
        });
        return rests;
    }
}
