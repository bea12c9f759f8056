package io.afterhours.cli.inbox;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Style;
import java.util.List;
import java.util.stream.Collectors;

/** How escalations read. */
public final class Escalations {
    private Escalations() {}

    /** Each with its question and its choices laid out. */
    public static void show(Screen screen, Doc page, String nothing) {
        var items = page.items("items");
        if (items.isEmpty()) {
            screen.line(nothing);
            return;
        }
        items.forEach(each -> show(screen, each));
        if (!page.text("next").isEmpty()) {
            var closed = isOpen(items.getFirst()) ? "" : "--closed ";
            screen.line(
                    Style.DIM.of("There are more: afterhours escalations " + closed + "--after " + page.text("next")));
        }
    }

    static void show(Screen screen, Doc escalation) {
        boolean open = isOpen(escalation);
        var head = escalation.text("id") + "  " + escalation.text("severity") + "  ";
        screen.line(
                open && !isSeen(escalation) ? Style.AMBER.of("▲ " + head) : Style.DIM.of("  " + head),
                Style.BOLD.of(escalation.text("title")),
                Style.DIM.of(about(screen, escalation)));
        screen.block(escalation.block("question"));
        var options = options(escalation);
        if (open && !options.isEmpty()) {
            screen.line("  answer with: afterhours answer " + escalation.text("id") + " " + options);
        } else if (!open) {
            screen.line("  " + escalation.text("state")
                    + (escalation.text("answer").isEmpty() ? "" : ": " + escalation.text("answer"))
                    + (escalation.text("note").isEmpty() ? "" : " (" + escalation.text("note") + ")"));
        }
        if (isSeen(escalation)) {
            screen.line("  seen by " + escalation.text("acknowledgedBy")
                    + escalation
                            .time("snoozedUntil")
                            .map(at -> "; comes up again " + screen.when().both(at))
                            .orElse(""));
        }
        escalation
                .time("deadline")
                .filter(at -> open)
                .ifPresent(at -> screen.line("  "
                        + (escalation.text("default").isEmpty()
                                ? "answer until "
                                : "\"" + escalation.text("default") + "\" is taken ")
                        + screen.when().both(at)));
    }

    private static boolean isOpen(Doc escalation) {
        var state = escalation.text("state");
        return state.equals("open") || isSeen(escalation);
    }

    private static boolean isSeen(Doc escalation) {
        return escalation.text("state").equals("acknowledged");
    }

    private static String about(Screen screen, Doc escalation) {
        var about = new StringBuilder();
        for (var who : List.of("build", "agent")) {
            if (!escalation.text(who).isEmpty()) {
                about.append("  ").append(escalation.text(who));
            }
        }
        if (escalation.count("blocks") > 0) {
            about.append("  blocks ").append(escalation.count("blocks"));
        }
        escalation
                .time("raisedAt")
                .ifPresent(at -> about.append("  ").append(screen.when().relative(at)));
        return about.toString();
    }

    /** The options as they are typed, e.g. {@code 3 | "take over"}. */
    private static String options(Doc escalation) {
        return escalation.items("options").stream()
                .map(Doc::text)
                .map(each -> each.contains(" ") ? "\"" + each + "\"" : each)
                .collect(Collectors.joining(" | "));
    }
}
