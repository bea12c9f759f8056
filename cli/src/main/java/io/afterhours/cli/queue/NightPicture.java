package io.afterhours.cli.queue;

import io.afterhours.cli.calendar.Meetings;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A night on a time axis: a bar up to the p50 of each build, a tail up to its p90. */
final class NightPicture {
    private static final int CELLS = 48;

    private final Doc plan;
    private final List<Doc> builds;

    NightPicture(Doc plan) {
        this.plan = plan;
        this.builds = plan.items("builds").stream()
                .sorted(Comparator.comparingLong((Doc each) -> each.count("lane"))
                        .thenComparing(each -> each.time("start").orElse(Instant.MAX)))
                .toList();
    }

    void show(Screen screen) {
        var from = plan.time("from");
        var until = plan.time("until");
        screen.line(
                Style.BOLD.of(headline()),
                Span.of("  " + screen.when(from) + " to " + screen.when(until)
                        + (builds.isEmpty()
                                ? ""
                                : ", about " + hours(plan.count("minutes")) + " of work, at most "
                                        + Money.of(plan.number("mayCost")))));
        if (isEmpty()) {
            screen.line("Add a build with: afterhours add TITLE");
        }
        if (!builds.isEmpty() && from.isPresent() && until.isPresent()) {
            screen.line("");
            screen.table(lanes(screen, from.get(), until.get()));
            screen.line(Style.DIM.of("█ half are over by then (p50), ░ nine of ten are (p90)"));
            builds.stream()
                    .filter(each -> !each.text("late").isEmpty())
                    .forEach(each -> screen.line(Style.AMBER.of(each.text("build") + ": " + each.text("late"))));
        }
        plan.items("meetings").forEach(each -> screen.field("meeting", Meetings.line(screen, each)));
        var left = plan.items("left");
        var change = plan.at("lastChange");
        if (!change.isMissing()) {
            screen.line(Style.DIM.of("Last change: " + change.text("what") + " by " + change.text("by")
                    + "; `afterhours queue plan undo` takes it back"));
        }
        if (!left.isEmpty()) {
            screen.section("Not in the plan: " + count(left.size()));
            var table = new Table().left("ID").left("PRIORITY").fill("TITLE").fill("WHY");
            left.forEach(each -> table.row(
                    Span.of(each.text("build")),
                    Span.of(each.text("priority")),
                    Span.of(each.text("title")),
                    Span.of(each.text("text"))));
            screen.table(table);
        }
        if (plan.count("more") > 0) {
            screen.line(Style.DIM.of("and " + plan.count("more") + " more wait, which were not looked at"));
        }
    }

    private String headline() {
        if (!builds.isEmpty()) {
            return "The night: " + count(held());
        }
        var left = plan.items("left");
        if (!left.isEmpty() && left.stream().allMatch(each -> each.text("code").equals("paused"))) {
            return "Paused: nothing starts";
        }
        return isEmpty() ? "Nothing waits to start" : "Nothing fits the night";
    }

    /** Whether no build waits, planned or left out. */
    private boolean isEmpty() {
        return builds.isEmpty() && plan.items("left").isEmpty() && plan.count("more") == 0;
    }

    private Table lanes(Screen screen, Instant from, Instant until) {
        var table = new Table()
                .right("SLOT")
                .left("STARTS")
                .left("")
                .left("ID")
                .left("YOURS")
                .fill("TITLE");
        for (var each : builds) {
            table.row(
                    Span.of(String.valueOf(each.count("lane") + 1)),
                    Span.of(each.time("start").map(screen.when()::clock).orElse("–")),
                    Style.BLUE.of(bar(each, from, until)),
                    Span.of(each.text("build")),
                    kept(each),
                    Span.of(each.text("title") + together(each)));
        }
        return table;
    }

    /** How many builds it holds, with those that go along with others. */
    private int held() {
        return builds.stream().mapToInt(each -> 1 + each.items("along").size()).sum();
    }

    private static String together(Doc build) {
        var along = build.items("along");
        return along.isEmpty()
                ? ""
                : along.stream()
                        .map(each -> each.text("build"))
                        .collect(Collectors.joining(", ", " together with ", ""));
    }

    /** Its place in the person's own order. */
    private static Span kept(Doc build) {
        var place = build.count("place");
        return place == 0 ? Span.of("") : Style.BOLD.of("#" + place);
    }

    private static String bar(Doc build, Instant from, Instant until) {
        int start = cell(build.time("start"), from, until);
        int likely = Math.max(start + 1, cell(build.time("likelyEnd"), from, until));
        int latest = Math.max(likely, cell(build.time("latestEnd"), from, until));
        return "·".repeat(start)
                + "█".repeat(likely - start)
                + "░".repeat(latest - likely)
                + "·".repeat(Math.max(0, CELLS - latest));
    }

    private static int cell(Optional<Instant> at, Instant from, Instant until) {
        var whole = Math.max(1, Duration.between(from, until).toSeconds());
        var part = at.map(each -> Duration.between(from, each).toSeconds()).orElse(0L);
        return Math.clamp(Math.round((double) part * CELLS / whole), 0, CELLS);
    }

    private static String hours(long minutes) {
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    private static String count(int builds) {
        return builds == 1 ? "1 build" : builds + " builds";
    }
}
