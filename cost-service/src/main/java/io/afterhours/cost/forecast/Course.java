package io.afterhours.cost.forecast;

import static java.util.stream.Collectors.toMap;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How spending went until now.
 *
 * @param today spent since midnight
 * @param pace the last hours; absent where the day is too young
 * @param rests what earlier days of today's weekday spent from this hour on
 * @param days whole days, by weekday
 */
record Course(Spent today, @Nullable Pace pace, List<Spent> rests, Map<DayOfWeek, List<Spent>> days) {
    /** What was spent in so many hours. */
    record Pace(Spent spent, double hours) {}

    /** What is usual of all spending or of a part of it. */
    Habit habit(ToLongFunction<Spent> part) {
        return new Habit(
                part.applyAsLong(today),
                pace == null ? null : part.applyAsLong(pace.spent()) / pace.hours(),
                each(rests, part),
                days.entrySet().stream().collect(toMap(Map.Entry::getKey, day -> each(day.getValue(), part))));
    }

    private static List<Long> each(List<Spent> of, ToLongFunction<Spent> part) {
        return of.stream().map(part::applyAsLong).toList();
    }
}
