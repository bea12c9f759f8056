package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows cost. */
@Command(
        name = "cost",
        description = "Show what was spent: today, this week and this month against the budgets, or one of them, or"
                + " any days, in detail.",
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
            description =
                    "Split by build, agent, model, tag, kind, session, day or basis; by model where it is missing.")
    @Nullable String by;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, e.g. 2026-11-01, instead of a period.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day; until today where it is missing.")
    @Nullable String to;

    @Option(names = "--csv", description = "Write all rows as comma-separated values.")
    boolean csv;

    CostCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (csv || period != null || by != null || from != null || to != null) {
            var question = new CostQuestion(period, from, to, by == null ? "model" : by);
            return csv ? csv(question) : CostTable.answer(invocation, question);
        }
        var costs = invocation.server().get("/api/costs");
        return invocation.answer(costs, screen -> Costs.show(screen, costs));
    }

    private int csv(CostQuestion question) {
        var text = invocation.server().getText(question.csv().toString(), "text/csv");
        return invocation.answer(
                Doc.of(Map.of("csv", text)), screen -> text.lines().forEach(screen::line));
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
            super(List.of("build", "agent", "model", "tag", "kind", "session", "day", "basis"));
        }
    }
}
