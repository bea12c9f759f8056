package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows cost. */
@Command(
        name = "cost",
        description = "Show what was spent: today, this week and this month against the budgets, or one of them in"
                + " detail.",
        subcommands = CostLogCommand.class)
public final class CostCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "PERIOD",
            completionCandidates = Periods.class,
            description = "today, week or month.")
    @Nullable String period;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            completionCandidates = Splits.class,
            description = "Split by build, agent, model or tag; by model where it is missing.")
    @Nullable String by;

    CostCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (period != null || by != null) {
            return CostTable.answer(invocation, period == null ? "today" : period, by == null ? "model" : by);
        }
        var costs = invocation.server().get("/api/costs");
        return invocation.answer(costs, screen -> Costs.show(screen, costs));
    }

    /** For completion. */
    static final class Periods extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Periods() {
            super(List.of("today", "week", "month"));
        }
    }

    /** For completion. */
    static final class Splits extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Splits() {
            super(List.of("build", "agent", "model", "tag"));
        }
    }
}
