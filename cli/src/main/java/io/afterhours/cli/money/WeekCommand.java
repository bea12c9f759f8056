package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows this week's cost. */
@Command(name = "week", description = "Show what this week cost; the same as cost week.")
public final class WeekCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            completionCandidates = CostCommand.Splits.class,
            description =
                    "Split by build, agent, model, tag, kind, session, day or basis; by model where it is missing.")
    String by = "model";

    WeekCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return CostTable.answer(invocation, new CostQuestion("week", null, null, by));
    }
}
