package io.afterhours.cli.context;

import io.afterhours.cli.calendar.Meetings;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How it reads where the person is. */
final class Contexts {
    /** For completion; what is a context the server alone decides. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(List.of("sleeping", "work", "gym", "available", "unknown"));
        }
    }

    private Contexts() {}

    static void show(Screen screen, Doc context) {
        screen.line(
                Style.BOLD.of(context.text("context")),
                Span.of(context.time("until")
                                .map(at -> " until " + screen.when().both(at))
                                .orElse("")
                        + source(context.text("source"))));
        var kinds = context.items("goesFirst").stream().map(Doc::text).collect(Collectors.joining(", "));
        screen.field(context.isTrue("only") ? "only" : "goes first", kinds);
        screen.field("risk", "up to " + context.text("risk"));
        screen.field("last seen", screen.when(context.time("lastSeen")));
        context.time("next", "at")
                .ifPresent(at -> screen.field(
                        "then",
                        context.text("next", "context") + " " + screen.when().both(at)));
    }

    static void upcoming(Screen screen, Doc upcoming) {
        var table = new Table()
                .left("FROM")
                .left("CONTEXT")
                .left("BAND")
                .right("SLOTS")
                .fill("WHO MAY START");
        for (var each : upcoming.items("items")) {
            table.row(
                    Span.of(each.time("from").map(screen.when()::clock).orElse("")),
                    Span.of(each.text("context") + source(each.text("source"))),
                    Span.of(each.text("band")),
                    Span.of(each.text("slots")),
                    Span.of(each.items("starts").stream().map(Doc::text).collect(Collectors.joining("; "))));
        }
        screen.table(table);
        upcoming.items("meetings").forEach(each -> screen.field("meeting", Meetings.line(screen, each)));
    }

    /** Calendars that could not be read, since what they hold may be missing above. */
    static void unread(Screen screen, Doc calendars) {
        for (var each : calendars.items("calendars")) {
            if (!each.text("error").isEmpty()) {
                screen.line(
                        Style.AMBER.of("! calendar " + each.text("name")),
                        Span.of("  could not be read: " + each.text("error")
                                + each.time("readAt")
                                        .map(at -> "; its meetings are as of "
                                                + screen.when().both(at))
                                        .orElse("; it never was")));
            }
        }
    }

    private static String source(String source) {
        return switch (source) {
            case "hand" -> ", as you said";
            case "presence" -> ", for you were here";
            case "calendar" -> ", by the calendar";
            default -> "";
        };
    }
}
