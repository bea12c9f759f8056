package io.afterhours.cli.limit;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows which agents' accounts are limited by their providers. */
@Command(
        name = "limit",
        description =
                "Show which agents wait because their provider limits the account; without a subcommand, list them.",
        subcommands = {LimitListCommand.class, LimitLiftCommand.class})
public final class LimitCommand implements Callable<Integer> {
    private final Invocation invocation;

    LimitCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Limits.list(invocation);
    }
}
