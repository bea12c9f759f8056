package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the queue. */
@Command(
        name = "queue",
        description = "Show the queue; without a subcommand, the builds that are open.",
        subcommands = {
            QueueListCommand.class,
            QueueStatsCommand.class,
            QueueNextCommand.class,
            QueueScheduleCommand.class,
            QueuePlanCommand.class
        })
public final class QueueCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Filter filter = new Filter();

    QueueCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return QueueListCommand.list(invocation, filter);
    }
}
