package io.afterhours.cli.batch;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists batches. */
@Command(name = "list", description = "List batches: what is proposed, accepted, running or over.")
final class BatchListCommand implements Callable<Integer> {
    private final Invocation invocation;

    BatchListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Batches.list(invocation);
    }
}
