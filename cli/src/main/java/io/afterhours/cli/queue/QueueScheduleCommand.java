package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists what starts when. */
@Command(name = "schedule", description = "List what starts when, as far as it can be said now.")
public final class QueueScheduleCommand implements Callable<Integer> {
    private final Invocation invocation;

    QueueScheduleCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Plan.answer(invocation, invocation.server().get("/api/queue/next?n=50"));
    }
}
