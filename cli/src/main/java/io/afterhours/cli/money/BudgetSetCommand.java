package io.afterhours.cli.money;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a budget. */
@Command(
        name = "set",
        description =
                "Set the limit of the day, the week or the month, or of an agent, tag, model or build under a name.")
public final class BudgetSetCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "NAME", description = "day, week, month, or a name of your own.")
    String name = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "In US dollars, e.g. 25 or 25.50.")
    BigDecimal amount = BigDecimal.ZERO;

    @ArgGroup
    @Nullable Whose whose;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description =
                    "When it begins anew: day, week, month, or always for never; a build's is always, others' month.")
    @Nullable String period;

    @Option(names = "--soft", negatable = true, description = "Warn only; --no-soft: nothing more starts at the limit.")
    @Nullable Boolean soft;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept in the audit, see `afterhours logs`.")
    @Nullable String note;

    BudgetSetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var wish = new LinkedHashMap<String, Object>(Map.of("limit", amount.toPlainString()));
        if (whose != null) {
            wish.put("scope", Doc.of(whose.scope()));
        }
        if (period != null) {
            wish.put("period", period);
        }
        if (soft != null) {
            wish.put("hard", !soft);
        }
        if (note != null) {
            wish.put("note", note);
        }
        var budget = invocation
                .server()
                .put(Server.path("api", "budgets", name), Doc.of(wish).json());
        return invocation.answer(budget, screen -> BudgetListCommand.show(screen, List.of(budget), Map.of()));
    }
}
