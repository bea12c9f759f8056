package io.afterhours.cli.agent;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists runners. */
@Command(name = "runners", description = "List the runners: who starts agents, and how many more each can take.")
public final class RunnersCommand implements Callable<Integer> {
    private final Invocation invocation;

    RunnersCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var runners = invocation.server().get("/api/runners");
        return invocation.answer(runners, screen -> show(screen, runners.items("items")));
    }

    private static void show(Screen screen, List<Doc> runners) {
        var table = new Table()
                .left("RUNNER")
                .left("STATE")
                .left("SLOTS")
                .left("POOL")
                .left("SEEN");
        for (var each : runners) {
            table.row(
                    Span.of(each.text("runner")),
                    Span.of(each.text("state")),
                    Span.of(each.text("used") + " of " + each.text("slots")),
                    Span.of(each.text("pool")),
                    Span.of(each.time("lastSeen").map(screen.when()::relative).orElse("never")));
        }
        if (table.isEmpty()) {
            screen.line("No runner was ever seen; nothing can start. `afterhours up` starts one.");
        } else {
            screen.table(table);
        }
    }
}
