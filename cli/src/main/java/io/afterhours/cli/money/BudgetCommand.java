package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Budgets. */
@Command(
        name = "budget",
        description =
                "Show, set or remove what may be spent, and say what starts all the same; without a subcommand, list the budgets.",
        subcommands = {
            BudgetListCommand.class,
            BudgetSetCommand.class,
            BudgetExemptCommand.class,
            BudgetRemoveCommand.class
        })
public final class BudgetCommand implements Callable<Integer> {
    private final Invocation invocation;

    BudgetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return BudgetListCommand.list(invocation);
    }
}
