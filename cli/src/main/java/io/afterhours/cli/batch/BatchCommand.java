package io.afterhours.cli.batch;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows builds that could go together as one attempt. */
@Command(
        name = "batch",
        description =
                "Show builds that go together as one attempt, and what that saves; without a subcommand, list them.",
        subcommands = {BatchListCommand.class, BatchAcceptCommand.class, BatchDismissCommand.class})
public final class BatchCommand implements Callable<Integer> {
    private final Invocation invocation;

    BatchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Batches.list(invocation);
    }
}
