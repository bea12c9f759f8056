package io.afterhours.cli.safety;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what a person said is always fine. */
@Command(
        name = "safety",
        description =
                "Show what would be seen in a text before it starts, and what you said is always fine; without a subcommand,"
                        + " list that.",
        subcommands = {
            SafetyCheckCommand.class,
            SafetyListCommand.class,
            SafetyAllowCommand.class,
            SafetyForgetCommand.class
        })
public final class SafetyCommand implements Callable<Integer> {
    private final Invocation invocation;

    SafetyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return SafetyListCommand.list(invocation);
    }
}
