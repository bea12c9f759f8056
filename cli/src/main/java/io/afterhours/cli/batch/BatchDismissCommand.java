package io.afterhours.cli.batch;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dismisses a proposal. */
@Command(name = "dismiss", description = "Leave the builds of a proposal alone for good.")
final class BatchDismissCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "ID", description = "The batch, e.g. G-3.")
    String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with the decision.")
    @Nullable String note;

    BatchDismissCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Batches.decide(invocation, id, "dismiss", note);
    }
}
