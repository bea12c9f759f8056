package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Weekly half-open local times; the days are those on which the hours begin. */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Hours {
        if (days.isEmpty()) {
            throw new InvalidEvent("days", "at least one day", days);
        }
        days = Set.copyOf(EnumSet.copyOf(days));
    }

    /** Every day from {@code from} to {@code to}. */
    public static Hours daily(LocalTime from, LocalTime to) {
        return new Hours(EnumSet.allOf(DayOfWeek.class), from, to);
    }

    /** Whether the hours end on the day after they begin. */
    public boolean spansMidnight() {
        return !to.isAfter(from);
    }

    /** When the hours that begin on {@code date} are open; empty on other days and when a gap in the clocks swallows them. */
    public Optional<Opening> on(LocalDate date, ZoneId zone) {
        if (!days.contains(date.getDayOfWeek())) {
            return Optional.empty();
        }
        var opens = firstInstantOf(date.atTime(from), zone);
        var closes = firstInstantOf((spansMidnight() ? date.plusDays(1) : date).atTime(to), zone);
        return opens.isBefore(closes) ? Optional.of(new Opening(opens, closes)) : Optional.empty();
    }

    private static Instant firstInstantOf(LocalDateTime local, ZoneId zone) {
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    /** One time at which hours are open, half-open. */
    public record Opening(Instant opens, Instant closes) {
        public boolean covers(Instant at) {
            return !at.isBefore(opens) && at.isBefore(closes);
        }
    }
}
