package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists budgets. */
@Command(name = "list", description = "List the budgets: limit, spent, and when each begins anew.")
public final class BudgetListCommand implements Callable<Integer> {
    private final Invocation invocation;

    BudgetListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return list(invocation);
    }

    static int list(Invocation invocation) {
        var budgets = invocation.server().get("/api/budgets");
        return invocation.answer(budgets, screen -> show(screen, budgets.items("items")));
    }

    static void show(Screen screen, List<Doc> budgets) {
        var table = new Table()
                .left("BUDGET")
                .right("SPENT")
                .right("LIMIT")
                .left("USED")
                .left("AT THE LIMIT")
                .left("BEGINS ANEW");
        for (var each : budgets) {
            table.row(
                    Span.of(each.text("name")),
                    Span.of(Money.of(each.number("spent"))),
                    Span.of(Money.of(each.number("limit"))),
                    Costs.bar(each),
                    Span.of(each.isTrue("hard") ? "nothing starts" : "you are warned"),
                    Span.of(screen.when(each.time("periodEnd"))));
        }
        screen.table(table);
    }
}
