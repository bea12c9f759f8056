package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A week: the slots of each half hour, where in it now is, who may start when, and what a change says of which hours instead of what.
 */
final class WeekPicture {
    private static final int CELLS = 48;

    private static final int MINUTES = 30;

    /** After the name of the day. */
    private static final int FIRST_CELL = 5;

    private final Optional<List<WeekChange.Stretch>> before;
    private final List<WeekChange.Stretch> after;
    private final String title;
    private final Optional<LocalDateTime> now;
    private final Optional<Instant> nextChange;

    private WeekPicture(String title, Optional<Doc> before, Doc after) {
        this.before = before.map(WeekChange::stretches);
        this.after = WeekChange.stretches(after);
        this.title = title + ", " + after.text("zone");
        this.now = after.time("now").map(at -> LocalDateTime.ofInstant(at, ZoneId.of(after.text("zone"))));
        this.nextChange = after.time("nextChange");
    }

    /** A week as the scheduler tells it. */
    static WeekPicture of(Doc week) {
        return new WeekPicture("The week", Optional.empty(), week);
    }

    /** A week as a change would leave it; without one before, of a policy that there is not yet. */
    static WeekPicture of(Optional<Doc> before, Doc after) {
        return new WeekPicture("The week it would make", before, after);
    }

    void show(Screen screen) {
        if (after.isEmpty()) {
            return;
        }
        screen.section(title);
        screen.line(Style.DIM.of("     00      04      08      12      16      20"));
        var monday = after.getFirst().from().toLocalDate();
        for (int day = 0; day < DayOfWeek.values().length; day++) {
            var date = monday.plusDays(day);
            screen.line(day(date));
            now.filter(at -> at.toLocalDate().equals(date)).ifPresent(at -> screen.line(Style.DIM.of(mark(at))));
        }
        screen.line(Style.DIM.of("slots in each half hour; · nothing starts"));
        screen.table(whoMayStart());
        now.ifPresent(at -> screen.field("now", WeekChange.says(after, at)));
        nextChange.ifPresent(at -> screen.field("next change", screen.when().both(at)));
        before.ifPresent(each -> changes(screen, WeekChange.between(each, after)));
    }

    private static String mark(LocalDateTime now) {
        var cell = (now.getHour() * 60 + now.getMinute()) / MINUTES;
        return " ".repeat(FIRST_CELL + cell) + "^ now";
    }

    private Table whoMayStart() {
        var table = new Table().left("DAYS").left("HOURS").fill("WHO MAY START");
        for (var each : WeekChange.between(List.of(), after)) {
            table.row(Span.of(days(each)), Span.of(each.hours()), Span.of(each.after()));
        }
        return table;
    }

    private static String days(WeekChange each) {
        return Policies.days(each.days().stream()
                .map(day -> day.name().toLowerCase(Locale.ROOT))
                .toList());
    }

    private static void changes(Screen screen, List<WeekChange> changes) {
        if (changes.isEmpty()) {
            screen.line("No hour of the week changes its slots, who may start, quiet hours or context.");
            return;
        }
        var table = new Table().left("DAYS").left("HOURS").fill("BEFORE").fill("AFTER");
        for (var each : changes) {
            table.row(Span.of(days(each)), Span.of(each.hours()), Span.of(each.before()), Span.of(each.after()));
        }
        screen.table(table);
    }

    /** What changes stands out where there are colours. */
    private Span[] day(LocalDate day) {
        var name = day.getDayOfWeek().name();
        var spans = new ArrayList<Span>();
        spans.add(Style.DIM.of(name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT) + "  "));
        for (int cell = 0; cell < CELLS; cell++) {
            var at = day.atStartOfDay().plusMinutes((long) cell * MINUTES);
            var stretch = WeekChange.at(after, at);
            boolean changes =
                    before.isPresent() && !WeekChange.says(before.get(), at).equals(stretch.says());
            spans.add((changes ? Style.BLUE : Style.PLAIN).of(digit(stretch.slots())));
        }
        return spans.toArray(Span[]::new);
    }

    private static String digit(long slots) {
        if (slots == 0) {
            return "·";
        }
        return slots > 9 ? "+" : Long.toString(slots);
    }
}
