package io.afterhours.cli.limit;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.util.List;

/** How limits read. */
final class Limits {
    private Limits() {}

    static int list(Invocation invocation) {
        var limits = invocation.server().get("/api/limits");
        return invocation.answer(limits, screen -> show(screen, limits.items("items")));
    }

    private static void show(Screen screen, List<Doc> limits) {
        if (limits.isEmpty()) {
            screen.line("No provider limits an agent now.");
            return;
        }
        var table = new Table()
                .left("AGENT")
                .left("ENDS")
                .left("MET BY")
                .left("NOTED")
                .fill("SAID");
        for (var each : limits) {
            table.row(
                    Span.of(each.text("agent")),
                    Span.of((each.isTrue("said") ? "" : "tried again ") + screen.when(each.time("until"))),
                    Span.of(each.text("build")),
                    Span.of(each.time("notedAt").map(screen.when()::relative).orElse("")),
                    Span.of(each.text("text")));
        }
        screen.table(table);
        screen.line("`afterhours limit lift AGENT` lets one go on at once.");
    }
}
