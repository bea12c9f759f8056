package io.afterhours.cli.limit;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists limits. */
@Command(name = "list", description = "List the limits that hold: whose, until when, and what the provider said.")
final class LimitListCommand implements Callable<Integer> {
    private final Invocation invocation;

    LimitListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Limits.list(invocation);
    }
}
