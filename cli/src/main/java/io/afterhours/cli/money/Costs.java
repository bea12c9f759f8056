package io.afterhours.cli.money;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Bar;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** How cost reads: spent against budget. */
public final class Costs {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private Costs() {}

    /** Today, this week and this month, each against its budget. */
    public static void show(Screen screen, Doc costs) {
        var table = new Table().left("").right("SPENT").right("BUDGET").left("");
        for (var period : List.of("today", "week", "month")) {
            var each = costs.at(period);
            if (!each.isMissing()) {
                table.row(
                        Span.of(period.equals("today") ? "today" : "this " + period),
                        Span.of(Money.of(each.number("spent"))),
                        Span.of(each.number("budget").map(Money::of).orElse("none")),
                        bar(each));
            }
        }
        screen.table(table);
        unknown(screen, costs.at("unknown"));
    }

    /** How much of a budget is used, as a bar. */
    static Span bar(Doc spent) {
        return spent.number("percent")
                .map(percent -> percent.compareTo(ALL) >= 0
                        ? Style.AMBER.of(Bar.labelled(percent) + " over budget")
                        : Span.of(Bar.labelled(percent)))
                .orElse(Span.of(""));
    }

    private static void unknown(Screen screen, Doc unknown) {
        long calls = unknown.count("calls");
        if (calls > 0) {
            var models = unknown.items("models").stream().map(Doc::text).collect(Collectors.joining(", "));
            screen.line(Style.AMBER.of("The price of " + calls + (calls == 1 ? " call" : " calls") + " is not known"
                    + (models.isEmpty() ? "." : " (" + models + ").")));
        }
    }
}
