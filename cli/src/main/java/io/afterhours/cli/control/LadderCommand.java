package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The retry ladder. */
@Command(
        name = "ladder",
        description = "Say what follows a failed attempt; without a subcommand, show the retry ladder.",
        subcommands = {
            LadderShowCommand.class,
            LadderEditCommand.class,
            LadderHistoryCommand.class,
            LadderRollbackCommand.class
        })
public final class LadderCommand implements Callable<Integer> {
    private final Invocation invocation;

    LadderCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Ladders.show(invocation);
    }
}
