package io.afterhours.cli.limit;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lifts a limit. */
@Command(
        name = "lift",
        description =
                "Let an agent go on at once, as when you bought more; if its provider says no again, it waits again.")
final class LimitLiftCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "AGENT", description = "The agent, e.g. claude.")
    String agent = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept in the audit.")
    @Nullable String note;

    LimitLiftCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var query = new Query(Server.path("api", "limits", agent)).with("note", note);
        var limits = invocation.server().delete(query.toString());
        return invocation.answer(limits, screen -> screen.line(agent + " goes on; what waited for it may start now."));
    }
}
