package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Policies. */
@Command(
        name = "policy",
        description = "Say when how many builds may start; without a subcommand, list the policies.",
        subcommands = {
            PolicyListCommand.class,
            PolicyShowCommand.class,
            PolicyUseCommand.class,
            PolicyEditCommand.class,
            PolicyValidateCommand.class,
            PolicyPreviewCommand.class,
            PolicyHistoryCommand.class,
            PolicyRollbackCommand.class
        })
public final class PolicyCommand implements Callable<Integer> {
    private final Invocation invocation;

    PolicyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Policies.list(invocation);
    }
}
