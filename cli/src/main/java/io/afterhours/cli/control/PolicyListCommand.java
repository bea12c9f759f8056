package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists policies. */
@Command(name = "list", description = "List the policies and say which one counts.")
public final class PolicyListCommand implements Callable<Integer> {
    private final Invocation invocation;

    PolicyListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Policies.list(invocation);
    }
}
