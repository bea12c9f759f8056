package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps a build in the night's plan. */
@Command(
        name = "lock",
        description =
                "Keep a build in tonight's plan: it goes before all that you asked nothing of, below what is urgent.")
final class PlanLockCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Wish wish = new Wish();

    PlanLockCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return wish.send(invocation, "lock");
    }
}
