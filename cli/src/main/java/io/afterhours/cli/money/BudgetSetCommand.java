package io.afterhours.cli.money;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets a budget. */
@Command(name = "set", description = "Set the limit of a budget.")
public final class BudgetSetCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "NAME", description = "day, week or month.")
    String name = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "In US dollars, e.g. 25 or 25.50.")
    BigDecimal amount = BigDecimal.ZERO;

    BudgetSetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var limit = Doc.of(Map.of("limit", amount.toPlainString()));
        var budget = invocation.server().put(Server.path("api", "budgets", name), limit.json());
        return invocation.answer(budget, screen -> BudgetListCommand.show(screen, List.of(budget)));
    }
}
