package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what today, this week and this month will have cost. */
@Command(
        name = "forecast",
        description =
                "Show what today, this week and this month will have cost: what is spent, what builds that run and wait should cost, and"
                        + " what is usual beside them; with the range that eight of ten stay in.")
public final class ForecastCommand implements Callable<Integer> {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final Invocation invocation;

    ForecastCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var forecast = invocation.server().get("/api/forecast");
        return invocation.answer(forecast, screen -> show(screen, forecast));
    }

    private static void show(Screen screen, Doc forecast) {
        var table = new Table()
                .left("")
                .right("SPENT")
                .right("QUEUED")
                .right("USUAL")
                .right("ENDS AT")
                .left("8 OF 10 WITHIN")
                .right("BUDGET")
                .left("");
        for (var each : forecast.items("items")) {
            table.row(
                    Span.of(each.text("period").equals("day") ? "today" : "this " + each.text("period")),
                    Span.of(Money.of(each.number("spent"))),
                    Span.of(Money.of(each.number("queued"))),
                    Span.of(Money.of(each.number("usual"))),
                    Span.of(Money.of(each.number("p50"))),
                    Span.of(Money.of(each.number("p10")) + " to " + Money.of(each.number("p90"))),
                    Span.of(Money.of(each.number("budget"))),
                    dry(screen, each));
        }
        screen.table(table);
        queued(screen, forecast.at("queue"));
        forecast.items("past").forEach(each -> past(screen, each));
    }

    /** What of the queue the figures hold, and what they do not. */
    private static void queued(Screen screen, Doc queue) {
        var left = new ArrayList<String>();
        if (queue.count("undated") > 0) {
            left.add("%d that wait for a person or come up too late to say when (%s)"
                    .formatted(queue.count("undated"), Money.of(queue.number("undatedCost"))));
        }
        if (queue.count("further") > 0) {
            left.add("%d further back".formatted(queue.count("further")));
        }
        if (queue.count("builds") > 0 || !left.isEmpty()) {
            screen.line("Queued: %s, %s in all.%s"
                    .formatted(
                            queue.count("builds") == 1 ? "1 build" : queue.count("builds") + " builds",
                            Money.of(queue.number("cost")),
                            left.isEmpty() ? "" : " Not in it: " + String.join(", ", left) + "."));
        }
    }

    private static Span dry(Screen screen, Doc period) {
        return period.time("dryAt")
                .map(at -> at.isAfter(screen.when().now())
                        ? Style.AMBER.of("dry at " + screen.when().clock(at) + " at this pace")
                        : Style.AMBER.of("spent"))
                .orElse(Span.of(""));
    }

    private static void past(Screen screen, Doc past) {
        var error =
                past.number("error").orElse(BigDecimal.ZERO).multiply(PERCENT).setScale(0, RoundingMode.HALF_UP);
        screen.line("Of %s earlier %ss, %s ended within the range; p50 was off by %s %%."
                .formatted(past.count("count"), past.text("period"), past.count("held"), error));
    }
}
