package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;

/** How it reads what a policy would do. */
final class Previews {
    private Previews() {}

    static void show(Screen screen, Doc preview) {
        screen.line(
                Style.BOLD.of(preview.text("policy")),
                Span.of(" instead of " + preview.text("against") + ", for " + preview.text("lookedAt") + " of "
                        + preview.text("waiting") + " builds that wait"));
        screen.field("start now", preview.text("startNowAfter") + ", instead of " + preview.text("startNowBefore"));
        screen.field("sooner", preview.text("sooner"));
        screen.field("later", preview.text("later"));
        screen.field("never", preview.text("never"));
        screen.field("as before", preview.text("same"));
        var table = new Table()
                .left("ID")
                .left("BEFORE")
                .left("AFTER")
                .fill("TITLE")
                .left("WHY NOT NOW");
        for (var each : preview.items("moved")) {
            table.row(
                    Span.of(each.text("id")),
                    Span.of(start(screen, each.at("before"))),
                    Span.of(start(screen, each.at("after"))),
                    Span.of(each.text("title")),
                    Span.of(each.text("after", "code")));
        }
        if (!table.isEmpty()) {
            screen.table(table);
        }
        Policies.warnings(screen, preview);
    }

    private static String start(Screen screen, Doc outcome) {
        return outcome.time("start").map(screen.when()::clock).orElse("not in sight");
    }
}
