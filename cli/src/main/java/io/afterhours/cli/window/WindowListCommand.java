package io.afterhours.cli.window;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists windows. */
@Command(
        name = "list",
        description = "List the windows: whose, how much is used and kept for you, and when it is reset.")
final class WindowListCommand implements Callable<Integer> {
    private final Invocation invocation;

    WindowListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Windows.list(invocation);
    }
}
