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
                .right("DISK")
                .right("MEMORY")
                .right("LOAD")
                .left("POOL")
                .left("SEEN");
        for (var each : runners) {
            table.row(
                    Span.of(each.text("runner")),
                    Span.of(state(each)),
                    Span.of(each.text("used") + " of " + each.text("slots")),
                    percent(each, "diskPercent"),
                    percent(each, "memoryPercent"),
                    percent(each, "loadPercent"),
                    Span.of(each.text("pool")),
                    Span.of(each.time("lastSeen").map(screen.when()::relative).orElse("never")));
        }
        if (table.isEmpty()) {
            screen.line("No runner was ever seen; nothing can start. `afterhours up` starts one.");
        } else {
            screen.table(table);
        }
    }

    /** A runner whose host is full is there, and takes nothing. */
    private static String state(Doc runner) {
        var full = runner.text("host", "full");
        return full.isEmpty() ? runner.text("state") : full + " full, takes nothing more";
    }

    private static Span percent(Doc runner, String figure) {
        var used = runner.text("host", figure);
        return Span.of(used.isEmpty() ? "" : used + " %");
    }
}
