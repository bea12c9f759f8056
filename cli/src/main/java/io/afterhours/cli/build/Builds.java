package io.afterhours.cli.build;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Bar;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.When;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the fields of a build read. */
public final class Builds {
    /** Those that something can still happen to. */
    public static final String OPEN = "queued,dispatched,running,verifying,retrying,escalated";

    /** Those with an attempt at a runner. */
    public static final String ACTIVE = "dispatched,running,verifying";

    private static final Map<String, Span> STATES = Map.ofEntries(
            Map.entry("queued", Span.of("○ queued")),
            Map.entry("dispatched", Style.BLUE.of("◔ dispatched")),
            Map.entry("running", Style.BLUE.of("● running")),
            Map.entry("verifying", Style.BLUE.of("◕ verifying")),
            Map.entry("retrying", Span.of("↻ retrying")),
            Map.entry("escalated", Style.AMBER.of("▲ escalated")),
            Map.entry("succeeded", Style.GREEN.of("✓ succeeded")),
            Map.entry("finished", Style.GREEN.of("✓ finished")),
            Map.entry("failed", Style.RED.of("✗ failed")),
            Map.entry("lost", Style.RED.of("✗ lost")),
            Map.entry("cancelled", Style.DIM.of("– cancelled")),
            Map.entry("rejected", Style.DIM.of("⊘ rejected")));

    private Builds() {}

    /** The state with its sign and colour, of a build or an attempt. */
    public static Span state(Doc doc) {
        var state = doc.text("state");
        return STATES.getOrDefault(state, Span.of(state));
    }

    /** The state; of a build or session that does not get on, what says so. */
    public static Span standing(Doc doc) {
        var signals = signals(doc);
        return signals.isEmpty() ? state(doc) : Style.BOLD.of("◌ " + word(signals.getFirst()));
    }

    /** A line for each sign that a build or session does not get on, with the evidence. */
    public static void showSignals(Screen screen, Doc doc) {
        for (var signal : signals(doc)) {
            var message = signal.text("message");
            screen.field(
                    word(signal),
                    signal.time("since")
                                    .map(at -> "since " + screen.when().clock(at) + ". ")
                                    .orElse("")
                            + signal.text("text")
                            + (message.isEmpty()
                                    ? ""
                                    : (signal.text("kind").equals("stalled") ? " Last: " : " Error: ") + message));
        }
    }

    private static List<Doc> signals(Doc doc) {
        var own = doc.items("signals");
        return own.isEmpty() ? doc.at("progress").items("signals") : own;
    }

    private static String word(Doc signal) {
        return signal.text("kind").replace('-', ' ');
    }

    public static boolean isFinal(Doc build) {
        return switch (build.text("state")) {
            case "finished", "failed", "cancelled", "rejected" -> true;
            default -> false;
        };
    }

    /** Bar and percent; empty where nothing reported. */
    public static String bar(Doc build) {
        return build.number("progress", "percent").map(Bar::labelled).orElse("");
    }

    /** Bar, percent and message; empty where nothing reported. */
    public static String progress(Doc build) {
        var bar = bar(build);
        return bar.isEmpty() ? "" : (bar + "  " + build.text("progress", "message")).stripTrailing();
    }

    /** Why it does not run, or what it does, in one sentence. */
    public static Span verdict(Doc build) {
        var text = build.text("verdict", "text");
        if (isLate(build)) {
            return Style.AMBER.of(text);
        }
        return switch (build.text("verdict", "code")) {
            case "approval", "blocker", "escalated" -> Style.AMBER.of(text);
            default -> Span.of(text);
        };
    }

    /** Whether it should miss its deadline, or did; its verdict says how. */
    public static boolean isLate(Doc build) {
        return build.isTrue("verdict", "late");
    }

    /** Minutes and money it should take, each with the bound that nine in ten keep, and where that is from. */
    public static String estimate(Doc build) {
        var estimate = build.at("estimate");
        var parts = new ArrayList<String>();
        estimate.number("minutesP50")
                .ifPresent(minutes -> parts.add("about " + minutes(minutes.longValue())
                        + estimate.number("minutesP90")
                                .map(most -> " (up to " + minutes(most.longValue()) + ")")
                                .orElse("")));
        estimate.number("costP50")
                .ifPresent(cost -> parts.add(Money.of(cost)
                        + estimate.number("costP90")
                                .map(most -> " (up to " + Money.of(most) + ")")
                                .orElse("")));
        var source = estimate.text("source");
        if (!parts.isEmpty() && !source.isEmpty()) {
            parts.add("from " + source);
        }
        return String.join(", ", parts);
    }

    /** {@code PT2H} as {@code 2 h}; as it is where it is no duration. */
    public static String effort(Doc build) {
        var effort = build.text("effort");
        try {
            return effort.isEmpty() ? "" : When.span(Duration.parse(effort));
        } catch (DateTimeParseException e) {
            return effort;
        }
    }

    private static String minutes(long minutes) {
        return When.span(Duration.ofMinutes(minutes));
    }
}
