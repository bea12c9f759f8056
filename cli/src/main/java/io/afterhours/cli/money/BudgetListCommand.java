package io.afterhours.cli.money;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists budgets. */
@Command(
        name = "list",
        description = "List the budgets: limit, what is spent and reserved, when each begins anew, and what is exempt.")
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
        return invocation.answer(
                budgets, screen -> show(screen, budgets.items("items"), reserved(invocation.server())));
    }

    /** What is reserved in each budget for attempts that run; nothing while the scheduler does not answer. */
    private static Map<String, BigDecimal> reserved(Server server) {
        try {
            return server.get("/api/reservations").items("items").stream()
                    .collect(Collectors.toMap(
                            each -> each.text("budget"),
                            each -> each.number("reserved").orElse(BigDecimal.ZERO),
                            (first, second) -> first));
        } catch (Refused e) {
            return Map.of();
        }
    }

    static void show(Screen screen, List<Doc> budgets, Map<String, BigDecimal> reserved) {
        var table = new Table()
                .left("BUDGET")
                .left("FOR")
                .right("SPENT")
                .right("RESERVED")
                .right("LIMIT")
                .left("USED")
                .left("AT THE LIMIT")
                .left("BEGINS ANEW");
        for (var each : budgets) {
            table.row(
                    Span.of(each.text("name")),
                    Span.of(whose(each)),
                    Span.of(Money.of(each.number("spent"))),
                    Span.of(Optional.ofNullable(reserved.get(each.text("name")))
                            .map(Money::of)
                            .orElse("")),
                    Span.of(Money.of(each.number("limit"))),
                    Costs.bar(each),
                    Span.of(consequence(each)),
                    Span.of(each.time("periodEnd").isPresent() ? screen.when(each.time("periodEnd")) : "never"));
        }
        screen.table(table);
        budgets.stream()
                .filter(each -> !Exempted.of(each).isEmpty())
                .forEach(each -> screen.line(Exempted.sentence(each)));
    }

    private static String whose(Doc budget) {
        return budget.at("scope").fields().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().text())
                .findFirst()
                .orElse("everything");
    }

    private static String consequence(Doc budget) {
        if (!budget.isTrue("hard")) {
            return "you are warned";
        }
        return budget.at("scope", "build").isMissing() ? "nothing starts" : "it is stopped";
    }
}
