package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import java.util.ArrayList;
import java.util.List;

/** How mode, policy, band and slots read. */
final class Controls {
    private Controls() {}

    static void show(Screen screen, Doc control) {
        screen.line(mode(control.text("mode")), Span.of(" · " + facts(control)));
        screen.field("since", since(screen, control));
        control.time("until")
                .ifPresent(at -> screen.field("until", screen.when().both(at)));
        control.time("nextChange")
                .ifPresent(at -> screen.field("next change", screen.when().both(at)));
        for (var limit : control.items("limits")) {
            screen.field("limited", limit.text("agent") + ", ends " + screen.when(limit.time("until")));
        }
        builds(screen, "still runs", control.items("running"));
        builds(screen, "stopped", control.items("stopped"));
    }

    private static void builds(Screen screen, String field, List<Doc> builds) {
        for (var build : builds) {
            screen.field(field, build.text("id") + "  " + build.text("title"));
        }
    }

    private static Span mode(String mode) {
        return switch (mode) {
            case "running" -> Style.GREEN.of("▶ running");
            case "paused" -> Style.AMBER.of("❙❙ paused");
            case "draining" -> Style.AMBER.of("❙❙ draining");
            case "drained" -> Style.AMBER.of("■ drained");
            case "stopped" -> Style.AMBER.of("■ stopped");
            default -> Span.of(mode);
        };
    }

    private static String facts(Doc control) {
        var facts = new ArrayList<String>();
        facts.add("policy " + control.text("policy"));
        var band = control.at("band");
        facts.add(
                band.isMissing()
                        ? "no band is open"
                        : "band " + band.text("name") + ", " + band.text("from") + " to " + band.text("to"));
        var slots = control.at("slots");
        facts.add(slots.count("used") + " of " + slots.count("total") + " slots");
        var quiet = control.text("quiet");
        if (!quiet.isEmpty() && !quiet.equals("none")) {
            facts.add(quiet + " quiet hours");
        }
        return String.join(" · ", facts);
    }

    private static String since(Screen screen, Doc control) {
        var by = control.text("by");
        var note = control.text("note");
        return control.time("since")
                .filter(at -> !control.text("mode").equals("running"))
                .map(at -> screen.when().both(at)
                        + (by.isEmpty() ? "" : ", by " + by)
                        + (note.isEmpty() ? "" : ": " + note))
                .orElse("");
    }
}
