package io.afterhours.cli.context;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Where the person is. */
@Command(
        name = "context",
        description =
                "Say where you are, which decides what goes first and how much risk is taken; without a subcommand,"
                        + " show it.",
        subcommands = {
            ContextShowCommand.class,
            ContextSetCommand.class,
            ContextClearCommand.class,
            ContextUpcomingCommand.class
        })
public final class ContextCommand implements Callable<Integer> {
    private final Invocation invocation;

    ContextCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return ContextShowCommand.show(invocation);
    }
}
