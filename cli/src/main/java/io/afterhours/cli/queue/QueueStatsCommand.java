package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Counts builds. */
@Command(name = "stats", description = "Count builds by state, priority, kind and band.")
public final class QueueStatsCommand implements Callable<Integer> {
    private final Invocation invocation;

    QueueStatsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var stats = invocation.server().get("/api/queue/stats");
        return invocation.answer(stats, screen -> {
            var table = new Table().left("BY").left("").right("BUILDS");
            add(table, "state", stats.at("byState"));
            add(table, "priority", stats.at("byPriority"));
            add(table, "kind", stats.at("byKind"));
            add(table, "band", stats.at("byBand"));
            show(screen, table);
        });
    }

    private static void show(Screen screen, Table table) {
        if (table.isEmpty()) {
            screen.line("There are no builds yet. Add one with: afterhours add TITLE");
        } else {
            screen.table(table);
        }
    }

    private static void add(Table table, String by, Doc counts) {
        var label = by;
        for (var each : counts.fields().entrySet()) {
            table.row(
                    Span.of(label),
                    Span.of(each.getKey()),
                    Span.of(each.getValue().text()));
            label = "";
        }
    }
}
