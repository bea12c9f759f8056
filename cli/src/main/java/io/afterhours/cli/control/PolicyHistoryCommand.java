package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
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
        return invocation.answer(history, screen -> {
            var table = new Table().right("VERSION").left("CHANGED").left("BY").fill("NOTE");
            for (var each : history.items("items")) {
                table.row(
                        Span.of(each.text("version")),
                        Span.of(screen.when(each.time("changedAt"))),
                        Span.of(each.text("changedBy")),
                        Span.of(each.text("note")));
            }
            screen.table(table);
        });
    }
}
