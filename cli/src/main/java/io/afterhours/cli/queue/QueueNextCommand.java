package io.afterhours.cli.queue;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what starts next. */
@Command(name = "next", description = "List the builds that start next, with the time of each.")
public final class QueueNextCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "N", description = "How many; 10 where it is missing.")
    int count = 10;

    QueueNextCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Plan.answer(invocation, invocation.server().get(new Query("/api/queue/next").with("n", count)));
    }
}
