package io.afterhours.cost.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is usually spent; money in nano-dollars.
 *
 * @param today spent since midnight
 * @param perHour the present pace; absent where the day is too young to have one
 * @param rests what earlier days of today's weekday spent from this hour on
 * @param days what whole days have cost, by weekday
 */
record Habit(long today, @Nullable Double perHour, List<Long> rests, Map<DayOfWeek, List<Long>> days) {
    Habit {
        rests = List.copyOf(rests);
        days = Map.copyOf(days);
    }

    Guess restOfToday(double hours) {
        if (perHour == null) {
            return rests.isEmpty() ? Guess.NOTHING : Guess.of(rests);
        }
        var byPace = Guess.alone(perHour * hours);
        return rests.isEmpty() ? byPace : byPace.or(Guess.of(rests));
    }

    /** As days of its weekday, else as any day, else as today will have been. */
    Guess wholeDay(LocalDate day, Guess restOfToday) {
        var same = days.getOrDefault(day.getDayOfWeek(), List.of());
        if (!same.isEmpty()) {
            return Guess.of(same);
        }
        var any = days.values().stream().flatMap(Collection::stream).toList();
        return any.isEmpty() ? Guess.alone(today + restOfToday.mean()) : Guess.of(any);
    }
}
