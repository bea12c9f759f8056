package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was planned for a night, beside what came of it. */
final class PastNight {
    private PastNight() {}

    static int answer(Invocation invocation) {
        var night = invocation.server().get("/api/queue/plan/last");
        return invocation.answer(night, screen -> show(screen, night, costs(invocation, night)));
    }

    /** What each build cost so far, by its id. */
    private static Map<String, Doc> costs(Invocation invocation, Doc night) {
        var ids = night.items("builds").stream().map(each -> each.text("build")).collect(Collectors.joining(","));
        return ids.isEmpty()
                ? Map.of()
                : invocation.server().get("/api/costs/builds?ids=" + ids).items("items").stream()
                        .collect(Collectors.toMap(each -> each.text("build"), each -> each));
    }

    private static void show(Screen screen, Doc night, Map<String, Doc> costs) {
        var builds = night.items("builds");
        screen.line(
                Style.BOLD.of("The night of %s: %d of %d finished"
                        .formatted(night.text("night"), night.count("finished"), builds.size())),
                Span.of("  planned about " + night.count("minutes") + " min of work, at most "
                        + Money.of(night.number("mayCost"))));
        if (builds.isEmpty()) {
            return;
        }
        screen.line("");
        var table = new Table()
                .left("PLANNED")
                .left("HAPPENED")
                .left("STATE")
                .right("COST")
                .left("ID")
                .fill("TITLE");
        for (var each : builds) {
            var cost = costs.get(each.text("build"));
            table.row(
                    Span.of(times(screen, each.time("start"), each.time("likelyEnd"))),
                    Span.of(
                            each.time("started").isEmpty()
                                    ? "did not start"
                                    : times(screen, each.time("started"), each.time("ended"))),
                    Span.of(each.text("state")),
                    Span.of(cost == null ? "" : Money.of(cost.number("cost"))),
                    Span.of(each.text("build")),
                    Span.of(each.text("title")));
        }
        screen.table(table);
    }

    private static String times(Screen screen, Optional<Instant> from, Optional<Instant> to) {
        return from.map(screen.when()::clock).orElse("–") + "–"
                + to.map(screen.when()::clock).orElse("…");
    }
}
