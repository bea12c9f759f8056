package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the night holds, and takes what the person asks of it. */
@Command(
        name = "plan",
        description = "Show what tonight's slots, hours and budget hold, slot by slot, and why the rest does not fit.",
        subcommands = {
            PlanVetoCommand.class,
            PlanLockCommand.class,
            PlanFirstCommand.class,
            PlanBeforeCommand.class,
            PlanUndoCommand.class
        })
public final class QueuePlanCommand implements Callable<Integer> {
    private final Invocation invocation;

    QueuePlanCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Option(names = "--last", description = "Show what was planned for the last night beside what came of it.")
    boolean last;

    @Override
    public Integer call() {
        if (last) {
            return PastNight.answer(invocation);
        }
        var plan = invocation.server().get("/api/queue/plan");
        return invocation.answer(plan, screen -> new NightPicture(plan).show(screen));
    }
}
