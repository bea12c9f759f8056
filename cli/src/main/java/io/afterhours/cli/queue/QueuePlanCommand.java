package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

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

    @Override
    public Integer call() {
        var plan = invocation.server().get("/api/queue/plan");
        return invocation.answer(plan, screen -> new NightPicture(plan).show(screen));
    }
}
