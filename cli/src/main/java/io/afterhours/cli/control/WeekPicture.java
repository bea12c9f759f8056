package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A week as a change would leave it: the slots of each half hour, and what it says of which hours instead of what. */
final class WeekPicture {
    private static final int CELLS = 48;

    private static final int MINUTES = 30;

    private final Optional<List<WeekChange.Stretch>> before;
    private final List<WeekChange.Stretch> after;
    private final String zone;

    /** Of two weeks as the scheduler tells them; without one before, of a policy that there is not yet. */
    WeekPicture(Optional<Doc> before, Doc after) {
        this.before = before.map(WeekChange::stretches);
        this.after = WeekChange.stretches(after);
        this.zone = after.text("zone");
    }

    void show(Screen screen) {
        if (after.isEmpty()) {
            return;
        }
        screen.section("The week it would make, " + zone);
        screen.line(Style.DIM.of("     00      04      08      12      16      20"));
        var monday = after.getFirst().from().toLocalDate();
        for (int day = 0; day < DayOfWeek.values().length; day++) {
            screen.line(day(monday.plusDays(day)));
        }
        screen.line(Style.DIM.of("slots in each half hour; · nothing starts"));
        before.ifPresent(each -> changes(screen, WeekChange.between(each, after)));
    }

    private static void changes(Screen screen, List<WeekChange> changes) {
        if (changes.isEmpty()) {
            screen.line("No hour of the week changes its slots, who may start, quiet hours or context.");
            return;
        }
        var table = new Table().left("DAYS").left("HOURS").fill("BEFORE").fill("AFTER");
        for (var each : changes) {
            table.row(
                    Span.of(Policies.days(each.days().stream()
                            .map(day -> day.name().toLowerCase(Locale.ROOT))
                            .toList())),
                    Span.of(each.hours()),
                    Span.of(each.before()),
                    Span.of(each.after()));
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
