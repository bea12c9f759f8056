package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the versions of a policy. */
@Command(name = "history", description = "List what a policy said before: its versions, newest first.")
public final class PolicyHistoryCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy, e.g. night.")
    String name = "";

    PolicyHistoryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var history = invocation.server().get(Server.path("api", "policies", name, "history"));
        return invocation.answer(history, screen -> Versions.show(screen, history));
    }
}
