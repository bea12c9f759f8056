package io.afterhours.cli.money;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a budget. */
@Command(name = "remove", description = "Remove the budget of an agent, tag, model or build.")
public final class BudgetRemoveCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "As afterhours budget lists it; day, week and month stay.")
    String name = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept in the audit, see `afterhours logs`.")
    @Nullable String note;

    BudgetRemoveCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var query = new Query(Server.path("api", "budgets", name)).with("note", note);
        var left = invocation.server().delete(query.toString());
        return invocation.answer(left, screen -> screen.line("The budget " + name + " is removed."));
    }
}
