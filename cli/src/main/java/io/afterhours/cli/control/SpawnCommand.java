package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Plans now. */
@Command(name = "spawn", description = "Plan now; say what started, and what did not and why.")
public final class SpawnCommand implements Callable<Integer> {
    private final Invocation invocation;

    SpawnCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var plan = invocation.server().post("/api/control/spawn", Doc.of(Map.of()));
        return invocation.answer(plan, screen -> show(screen, plan));
    }

    private static void show(Screen screen, Doc plan) {
        var table = new Table().left("").left("ID").fill("TITLE").fill("WHY");
        for (var each : plan.items("started")) {
            table.row(Style.BLUE.of("● started"), Span.of(each.text("id")), Span.of(each.text("title")), Span.of(""));
        }
        for (var each : plan.items("held")) {
            table.row(
                    Span.of("○ waits"),
                    Span.of(each.text("id")),
                    Span.of(each.text("title")),
                    Span.of(each.text("verdict", "text")));
        }
        if (table.isEmpty()) {
            screen.line("Nothing waits to start.");
        } else {
            screen.table(table);
        }
        var more = plan.count("more");
        if (more > 0) {
            screen.line("And %d more that wait; see: afterhours queue list".formatted(more));
        }
    }
}
