package io.afterhours.cli.queue;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;

/** What starts next, and when. */
final class Plan {
    private Plan() {}

    static int answer(Invocation invocation, Doc plan) {
        return invocation.answer(plan, screen -> show(screen, plan));
    }

    private static void show(Screen screen, Doc plan) {
        var table = new Table()
                .left("STARTS")
                .left("ID")
                .left("PRIORITY")
                .fill("TITLE")
                .fill("WHY");
        for (var each : plan.items("items")) {
            table.row(
                    Span.of(screen.when(each.time("expectedStart"))),
                    Span.of(each.text("build")),
                    Span.of(each.text("priority")),
                    Span.of(each.text("title")),
                    Builds.verdict(each));
        }
        if (table.isEmpty()) {
            screen.line("Nothing waits to start.");
        } else {
            screen.table(table);
        }
    }
}
