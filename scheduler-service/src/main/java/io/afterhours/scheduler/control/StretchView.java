package io.afterhours.scheduler.control;

import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Spoken;
import io.afterhours.scheduler.policy.Stretch;
import io.afterhours.scheduler.policy.Whereabouts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a policy says the same, as it is shown.
 *
 * @param localFrom on the clock of the policy's zone
 * @param starts who may start, one sort of build each; empty when nothing may
 * @param source by what the context is known: {@code hand}, {@code presence}, {@code calendar} or {@code none}
 */
public record StretchView(
        Instant from,
        Instant until,
        LocalDateTime localFrom,
        LocalDateTime localUntil,
        @Nullable String band,
        int slots,
        List<String> starts,
        String quiet,
        String context,
        String source) {
    /** The stretches of an outlook up to {@code end}. */
    public static List<StretchView> upTo(
            Instant end, Outlook outlook, Whereabouts whereabouts, ZoneId zone, Instant now) {
        return outlook.stretches().stream()
                .filter(each -> each.from().isBefore(end))
                .map(each -> of(each, end, whereabouts, zone, now))
                .toList();
    }

    private static StretchView of(Stretch stretch, Instant end, Whereabouts whereabouts, ZoneId zone, Instant now) {
        var closes = stretch.until();
        var until = closes == null || closes.isAfter(end) ? end : closes;
        var band = stretch.band();
        return new StretchView(
                stretch.from(),
                until,
                LocalDateTime.ofInstant(stretch.from(), zone),
                LocalDateTime.ofInstant(until, zone),
                band == null ? null : band.name(),
                band == null ? 0 : band.slots(),
                starts(stretch, band),
                stretch.quiet().word(),
                stretch.context().context().word(),
                whereabouts.sourceOf(stretch, now).word());
    }

    private static List<String> starts(Stretch stretch, @Nullable Band band) {
        if (band == null || band.slots() == 0) {
            return List.of();
        }
        return switch (stretch.quiet()) {
            case NONE -> band.admissions().stream().map(Spoken::of).toList();
            case SOFT -> band.urgentOnly().stream().map(Spoken::of).toList();
            case HARD -> List.of();
        };
    }
}
