package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a build out of the night's plan. */
@Command(name = "veto", description = "Take a build out of tonight's plan: it does not start before the night is over.")
final class PlanVetoCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Wish wish = new Wish();

    PlanVetoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return wish.send(invocation, "veto");
    }
}
