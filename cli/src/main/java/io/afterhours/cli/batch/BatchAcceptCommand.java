package io.afterhours.cli.batch;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts a proposal. */
@Command(name = "accept", description = "Have the builds of a proposal go together as one attempt.")
final class BatchAcceptCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "ID", description = "The batch, e.g. G-3.")
    String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with the decision.")
    @Nullable String note;

    BatchAcceptCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Batches.decide(invocation, id, "accept", note);
    }
}
