package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the retry ladder. */
@Command(
        name = "show",
        description = "Show the rungs of the retry ladder, what a failure of each class does, and how often each rung"
                + " led to a finished build.")
public final class LadderShowCommand implements Callable<Integer> {
    private final Invocation invocation;

    LadderShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Ladders.show(invocation);
    }
}
