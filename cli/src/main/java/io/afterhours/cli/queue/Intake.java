package io.afterhours.cli.queue;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;

/** What the server made of the lines of a Markdown file. */
final class Intake {
    private Intake() {}

    /** Whether the file has no item, nor a line that might have been meant as one. */
    static boolean isEmpty(Doc report) {
        return report.count("read") == 0 && report.items("unread").isEmpty();
    }

    static void show(Screen screen, String file, Doc report, boolean applied) {
        var items = report.items(applied ? "imported" : "found");
        int known = report.items("known").size();
        int unread = report.items("unread").size();
        screen.line(file + ": " + items.size() + (applied ? " queued" : " would be queued")
                + (known == 0 ? "" : ", " + known + " known already")
                + (unread == 0 ? "" : ", " + unread + " not understood"));
        var table = new Table().right("LINE").left("ID").fill("TITLE").fill("WHY");
        for (var each : items) {
            table.row(Span.of(each.text("line")), Span.of(each.text("id")), Span.of(each.text("title")), verdict(each));
        }
        for (var each : report.items("unread")) {
            table.row(
                    Span.of(each.text("line")),
                    Style.AMBER.of("?"),
                    Span.of(each.text("text")),
                    Style.AMBER.of(each.text("reason")));
        }
        if (!table.isEmpty()) {
            screen.table(table);
        }
    }

    private static Span verdict(Doc item) {
        var text = item.text("verdict", "text");
        return Span.of(text.isEmpty() && !item.at("verdict").isObject() ? item.text("verdict") : text);
    }
}
