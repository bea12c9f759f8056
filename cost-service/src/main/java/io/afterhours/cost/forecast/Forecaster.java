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

    /** So many days of a weekday tell what such a day costs. */
    private static final int WEEKS = 8;

    private final Jdbi jdbi;
    private final ForecastStore store;
    private final InstantSource clock;
    private final ZoneId zone;

    Forecaster(Jdbi jdbi, ForecastStore store, InstantSource clock, ZoneId zone) {
        this.jdbi = jdbi;
        this.store = store;
        this.clock = clock;
        this.zone = zone;
    }

    /** Notes what is spent by now, keeps the forecasts of periods that are half over, and grades those that are over. */
    void runOnce() {
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        jdbi.useTransaction(tx -> {
            var spent = store.days(tx, today, today.plusDays(1)).getOrDefault(today, 0L);
            store.sample(tx, now, today, spent);
            store.forget(tx, today.minusWeeks(WEEKS + 1));
            for (var period : PERIODS) {
                var span = period.around(now, zone);
                if (!now.isBefore(middle(span))) {
                    store.keep(tx, period, span, now, ForecastRules.forecast(facts(tx, span, now)));
                }
            }
            store.grade(tx, today);
        });
    }

    private static Instant middle(Span span) {
        return span.start().plus(Duration.between(span.start(), span.end()).dividedBy(2));
    }

    /** What is known now that says how a period ends. */
    Facts facts(Handle tx, Span span, Instant now) {
        var today = now.atZone(zone).toLocalDate();
        var since = today.minusWeeks(WEEKS);
        var first = span.from().isBefore(since) ? span.from() : since;
        var days = store.days(tx, first, today.plusDays(1));
        var spentToday = days.getOrDefault(today, 0L);
        var spent = days.entrySet().stream()
                .filter(each -> !each.getKey().isBefore(span.from()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        var past = past(days, since, today);
        return new Facts(
                now,
                zone,
                span,
                spent,
                spentToday,
                perHour(tx, today, spentToday, now),
                rests(tx, past, today, now),
                byWeekday(past));
    }

    /** Whole days, from the first on which anything was spent; a day between on which nothing was counts as nothing. */
    private static Map<LocalDate, Long> past(Map<LocalDate, Long> days, LocalDate since, LocalDate today) {
        var past = new LinkedHashMap<LocalDate, Long>();
        for (var day = since; day.isBefore(today); day = day.plusDays(1)) {
            if (days.containsKey(day) || !past.isEmpty()) {
                past.put(day, days.getOrDefault(day, 0L));
            }
        }
        return past;
    }

    private static Map<DayOfWeek, List<Long>> byWeekday(Map<LocalDate, Long> past) {
        var days = new EnumMap<DayOfWeek, List<Long>>(DayOfWeek.class);
        past.forEach((day, nanos) ->
                days.computeIfAbsent(day.getDayOfWeek(), _ -> new ArrayList<>()).add(nanos));
        return days;
    }

    private @Nullable Double perHour(Handle tx, LocalDate today, long spentToday, Instant now) {
        var midnight = Period.DAY.around(now, zone).start();
        var from = store.sampled(tx, today, now.minus(PACE_OVER)).orElse(new ForecastStore.Sample(midnight, 0));
        var over = Duration.between(from.at(), now);
        return over.compareTo(TOO_SHORT) < 0 ? null : Math.max(0, spentToday - from.nanos()) / (over.toNanos() / HOUR);
    }

    private List<Long> rests(Handle tx, Map<LocalDate, Long> past, LocalDate today, Instant now) {
        var time = now.atZone(zone).toLocalTime();
        var rests = new ArrayList<Long>();
        past.forEach((day, nanos) -> {
            if (day.getDayOfWeek() == today.getDayOfWeek()) {
                var then = day.atTime(time).atZone(zone).toInstant();
                var left = 1 - time.toNanoOfDay() / (double) Duration.ofDays(1).toNanos();
                rests.add(store.sampled(tx, day, then)
                        .map(sample -> Math.max(0, nanos - sample.nanos()))
                        .orElse(Math.round(nanos * left)));
            }
        });
        return rests;
    }
}
