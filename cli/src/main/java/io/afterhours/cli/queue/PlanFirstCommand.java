package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts a build first. */
@Command(name = "first", description = "Let a build go before all others of tonight that are not urgent.")
final class PlanFirstCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Wish wish = new Wish();

    PlanFirstCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return wish.send(invocation, "first");
    }
}
