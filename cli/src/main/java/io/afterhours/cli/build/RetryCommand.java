package io.afterhours.cli.build;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries a build again. */
@Command(name = "retry", description = "Try a build again that has failed, escalated or waits for its next try.")
public final class RetryCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Decision decision = new Decision();

    RetryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return decision.send(invocation, "retry");
    }
}
