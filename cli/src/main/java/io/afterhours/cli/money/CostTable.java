package io.afterhours.cli.money;

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

    static int answer(Invocation invocation, CostQuestion question) {
        var costs = invocation.server().get(question.table());
        return invocation.answer(costs, screen -> show(screen, costs, question.by()));
    }

    private static void show(Screen screen, Doc costs, String by) {
        screen.line(
                Style.BOLD.of(word(costs) + "  " + Money.of(costs.number("total"))),
                Span.of(days(screen, costs)),
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
            figures(screen, costs);
        }
    }

    private static String word(Doc costs) {
        return costs.text("period").equals("range") ? "spent" : costs.text("period");
    }

    private static String days(Screen screen, Doc costs) {
        return costs.text("period").equals("range")
                ? "  " + costs.text("firstDay") + " to " + costs.text("lastDay")
                : costs.time("from")
                        .map(from -> "  since " + screen.when().clock(from))
                        .orElse("");
    }

    private static void figures(Screen screen, Doc costs) {
        var figures = costs.at("figures");
        long finished = figures.count("finishedBuilds");
        if (finished > 0) {
            line(screen, "per finished build", figures, "perFinishedBuild", " (" + finished + " finished)");
        }
        line(screen, "failed work", figures, "failedWork", "");
        line(screen, "cost of silence", figures, "silence", " while state and percent stood still");
        line(screen, "saved by caches", figures, "cacheSaving", "");
        line(screen, "on subscriptions", figures, "covered", " by the price list, not spent");
        long unknown = costs.count("unknownCalls");
        if (unknown > 0) {
            screen.line(Style.AMBER.of(unknown + (unknown == 1 ? " report" : " reports")
                    + " of unknown cost not in these sums. Look at: afterhours price fill --list"));
        }
    }

    private static void line(Screen screen, String word, Doc figures, String field, String more) {
        if (figures.number(field).filter(amount -> amount.signum() > 0).isPresent()) {
            screen.line(Style.DIM.of(word + "  " + Money.of(figures.number(field)) + more));
        }
    }
}
