package io.afterhours.cli.window;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the windows of agents' subscriptions. */
@Command(
        name = "window",
        description =
                "Show how much of each agent's subscription is used and kept for you; without a subcommand, list the windows.",
        subcommands = {WindowListCommand.class, WindowSetCommand.class})
public final class WindowCommand implements Callable<Integer> {
    private final Invocation invocation;

    WindowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Windows.list(invocation);
    }
}
