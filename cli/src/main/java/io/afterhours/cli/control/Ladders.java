package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import io.afterhours.cli.screen.When;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the retry ladder reads. */
final class Ladders {
    private static final int OPTIONS = 5;

    private Ladders() {}

    static int show(Invocation invocation) {
        var ladder = invocation.server().get("/api/ladder");
        return invocation.answer(ladder, screen -> show(screen, ladder));
    }

    static void show(Screen screen, Doc ladder) {
        screen.line(Style.BOLD.of("version " + ladder.text("version")), Span.of(" " + changed(screen, ladder)));
        rungs(screen, ladder);
        classes(screen, ladder);
        var waits =
                ladder.items("waits").stream().map(each -> wait(each.text())).collect(Collectors.joining(", "));
        if (!waits.isEmpty()) {
            screen.field("waits", waits + ": those of policy " + ladder.text("policy") + " count instead");
        }
        screen.field(
                "helped",
                "of the attempts on a rung in the last 90 days, so many finished their build; - below "
                        + ladder.text("rates", "least"));
    }

    private static String changed(Screen screen, Doc ladder) {
        var note = ladder.text("note");
        return ladder.time("changedAt").isEmpty()
                ? note
                : "changed " + screen.when(ladder.time("changedAt")) + " by " + ladder.text("changedBy")
                        + (note.isEmpty() ? "" : ": " + note);
    }

    private static void rungs(Screen screen, Doc ladder) {
        var table = new Table()
                .right("RUNG")
                .right("WAITS")
                .fill("THE NEXT ATTEMPT")
                .left("TELLS")
                .right("HELPED");
        var rungs = ladder.items("rungs");
        for (int number = 1; number <= rungs.size(); number++) {
            var rung = rungs.get(number - 1);
            table.row(
                    Span.of(number),
                    Span.of(wait(rung.text("wait"))),
                    Span.of(attempt(rung)),
                    Span.of(rung.text("tells")),
                    Span.of(helped(ladder, number, "")));
        }
        screen.table(table);
    }

    private static void classes(Screen screen, Doc ladder) {
        var table = new Table().left("AFTER").fill("WHAT HAPPENS");
        int rungs = ladder.items("rungs").size();
        IntStream.rangeClosed(1, rungs).forEach(number -> table.right("RUNG " + number));
        ladder.at("classes").fields().forEach((name, then) -> {
            var cells = new ArrayList<>(List.of(Span.of(name), Span.of(happens(then))));
            IntStream.rangeClosed(1, rungs).forEach(number -> cells.add(Span.of(helped(ladder, number, name))));
            table.row(cells.toArray(Span[]::new));
        });
        screen.table(table);
    }

    private static String attempt(Doc rung) {
        var words = new ArrayList<String>();
        words.add(rung.text("scope").equals("smaller") ? "a smaller scope" : "all of it");
        if (!rung.text("agent").isEmpty()) {
            words.add("by " + rung.text("agent"));
        }
        if (!rung.text("model").isEmpty()) {
            words.add("with " + rung.text("model"));
        }
        var untold = rung.at("prompt").fields().entrySet().stream()
                .filter(each -> each.getValue().raw().equals("false"))
                .map(each -> part(each.getKey()))
                .collect(Collectors.joining(", "));
        if (!untold.isEmpty()) {
            words.add("not told " + untold);
        }
        return String.join(", ", words);
    }

    private static String part(String key) {
        return switch (key) {
            case "whatFailed" -> "what failed";
            case "lastLines" -> "the last lines";
            case "whatWasTried" -> "what was tried";
            default -> key;
        };
    }

    private static String happens(Doc then) {
        var words = new ArrayList<String>();
        switch (then.text("next")) {
            case "climbs" -> {
                words.add("climbs");
                var useless = then.items("useless").stream().map(Doc::text).collect(Collectors.joining(", "));
                if (!useless.isEmpty()) {
                    words.add("skips " + useless);
                }
                switch (then.text("scope")) {
                    case "same" -> words.add("always all of it");
                    case "smaller" -> words.add("always a smaller scope");
                    default -> {
                        // The rung's own counts.
                    }
                }
            }
            case "uncounted" -> {
                words.add("costs no attempt");
                if (then.count("most") > 0) {
                    words.add("a person at " + then.text("most") + " in a row");
                }
                if (!wait(then.text("wait")).equals("0 s")) {
                    words.add("after " + wait(then.text("wait")));
                }
            }
            default -> words.add("straight to a person");
        }
        var options = then.items("options");
        if (options.size() < OPTIONS) {
            words.add("offers " + options.stream().map(Doc::text).collect(Collectors.joining(", ")));
        }
        return String.join(", ", words);
    }

    /** {@code 62 % of 40}, of one class or of all; - where there are too few, nothing where there are none. */
    private static String helped(Doc ladder, int number, String after) {
        var rates = ladder.at("rates").items("items").stream()
                .filter(each -> each.count("rung") == number)
                .filter(each -> after.isEmpty() || each.text("after").equals(after))
                .toList();
        long tried = rates.stream().mapToLong(each -> each.count("tried")).sum();
        long done = rates.stream().mapToLong(each -> each.count("done")).sum();
        if (tried == 0) {
            return "";
        }
        var rate = tried < ladder.count("rates", "least") ? "-" : Math.round(100.0 * done / tried) + " %";
        return rate + " of " + tried;
    }

    private static String wait(String text) {
        try {
            var wait = Duration.parse(text);
            return wait.compareTo(Duration.ofMinutes(1)) < 0 ? wait.toSeconds() + " s" : When.span(wait);
        } catch (DateTimeParseException e) {
            return text;
        }
    }
}
