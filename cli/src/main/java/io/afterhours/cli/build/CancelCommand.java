package io.afterhours.cli.build;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cancels a build. */
@Command(name = "cancel", description = "Give a build up; an attempt that runs is stopped.")
public final class CancelCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Decision decision = new Decision();

    CancelCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return decision.send(invocation, "cancel");
    }
}
