package io.afterhours.cli.window;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Bar;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.List;

/** How windows read. */
final class Windows {
    private Windows() {}

    static int list(Invocation invocation) {
        var windows = invocation.server().get("/api/windows");
        return invocation.answer(windows, screen -> show(screen, windows.items("items")));
    }

    static void show(Screen screen, List<Doc> windows) {
        if (windows.isEmpty()) {
            screen.line("No agent has said anything of a subscription.");
            return;
        }
        var table = new Table()
                .left("AGENT")
                .left("WINDOW")
                .left("USED")
                .right("KEPT FOR YOU")
                .left("RESET")
                .left("")
                .left("SAID");
        for (var each : windows) {
            table.row(
                    Span.of(each.text("agent")),
                    Span.of(each.text("window")),
                    Span.of(each.number("usedPercent").map(Bar::labelled).orElse("")),
                    Span.of(each.count("reservePercent") + "%"),
                    Span.of(screen.when(each.time("resetsAt"))),
                    consequence(each),
                    Span.of(each.time("saidAt").map(screen.when()::relative).orElse("")));
        }
        screen.table(table);
        screen.line("`afterhours window set AGENT WINDOW --reserve 20` keeps more of one for you.");
    }

    private static Span consequence(Doc window) {
        return switch (window.text("state")) {
            case "spent" -> Style.AMBER.of("used up, nothing starts");
            case "reserved" -> Style.AMBER.of("the rest is yours, nothing starts");
            default -> Span.of("");
        };
    }
}
