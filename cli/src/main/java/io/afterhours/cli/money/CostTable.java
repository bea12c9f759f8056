package io.afterhours.cli.money;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.Locale;

/** The cost of a period, split by something. */
final class CostTable {
    private CostTable() {}

    static int answer(Invocation invocation, String period, String by) {
        var costs = invocation.server().get(new Query(Server.path("api", "costs", period)).with("by", by));
        return invocation.answer(costs, screen -> show(screen, costs, by));
    }

    private static void show(Screen screen, Doc costs, String by) {
        screen.line(
                Style.BOLD.of(costs.text("period") + "  " + Money.of(costs.number("total"))),
                Span.of(costs.time("from")
                        .map(from -> "  since " + screen.when().clock(from))
                        .orElse("")),
                Style.DIM.of(costs.time("asOf")
                        .map(at -> "  as of " + screen.when().clock(at))
                        .orElse("")));
        var table = new Table()
                .fill(by.toUpperCase(Locale.ROOT))
                .right("COST")
                .right("CALLS")
                .right("INPUT")
                .right("OUTPUT")
                .right("CACHE READ")
                .right("CACHE WRITE");
        for (var row : costs.items("rows")) {
            table.row(
                    Span.of(row.text("key").isEmpty() ? "–" : row.text("key")),
                    Span.of(Money.of(row.number("cost"))),
                    Span.of(row.text("calls")),
                    Span.of(row.text("inputTokens")),
                    Span.of(row.text("outputTokens")),
                    Span.of(row.text("cacheReadTokens")),
                    Span.of(row.count("cacheWriteTokens") + row.count("cacheWrite1hTokens")));
        }
        if (table.isEmpty()) {
            screen.line("Nothing was used.");
        } else {
            screen.table(table);
        }
    }
}
