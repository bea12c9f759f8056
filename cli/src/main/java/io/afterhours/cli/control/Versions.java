package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;

/** How the versions of a document read. */
final class Versions {
    private Versions() {}

    static void show(Screen screen, Doc history) {
        var table = new Table().right("VERSION").left("CHANGED").left("BY").fill("NOTE");
        for (var each : history.items("items")) {
            table.row(
                    Span.of(each.text("version")),
                    Span.of(screen.when(each.time("changedAt"))),
                    Span.of(each.text("changedBy")),
                    Span.of(each.text("note")));
        }
        screen.table(table);
    }
}
