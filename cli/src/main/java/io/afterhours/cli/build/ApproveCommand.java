package io.afterhours.cli.build;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Approves a build. */
@Command(name = "approve", description = "Let a build start that waits for your approval.")
public final class ApproveCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Decision decision = new Decision();

    ApproveCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return decision.send(invocation, "approve");
    }
}
