package io.afterhours.cli.estimate;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import io.afterhours.cli.screen.When;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what is expected of each kind of build, and how often that was right. */
@Command(
        name = "estimates",
        description =
                "Show what is expected of each kind of build, and how often that was right; with a kind, its builds.")
public final class EstimatesCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "KIND", arity = "0..1", description = "One kind, e.g. landing-page.")
    @Nullable String kind;

    EstimatesCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (kind == null) {
            var all = invocation.server().get("/api/estimates");
            return invocation.answer(all, screen -> kinds(screen, all.items("items")));
        }
        var one = invocation.server().get(Server.path("api", "estimates", kind));
        return invocation.answer(one, screen -> {
            kinds(screen, List.of(one.at("kind")));
            builds(screen, one.items("builds"));
        });
    }

    private static void kinds(Screen screen, List<Doc> kinds) {
        var table = new Table()
                .left("KIND")
                .right("BUILDS")
                .right("HALF IN")
                .right("90 % IN")
                .right("COST")
                .right("90 %")
                .right("P50 HELD")
                .right("P90 HELD")
                .fill("FROM");
        for (var each : kinds) {
            table.row(
                    Span.of(each.text("kind")),
                    Span.of(each.count("held", "ever", "builds")),
                    Span.of(minutes(each, "minutesP50")),
                    Span.of(minutes(each, "minutesP90")),
                    Span.of(Money.of(each.number("costP50"))),
                    Span.of(Money.of(each.number("costP90"))),
                    Span.of(share(each, "p50")),
                    Span.of(share(each, "p90")),
                    Span.of(each.text("source")));
        }
        screen.table(table);
        screen.line("Held: of the latest 100 builds, how many stayed within it; 50 % and 90 % should.");
    }

    private static void builds(Screen screen, List<Doc> builds) {
        if (builds.isEmpty()) {
            return;
        }
        screen.section("Finished builds");
        var table = new Table()
                .left("BUILD")
                .right("TOOK")
                .right("P50")
                .right("P90")
                .right("COST")
                .left("ENDED");
        for (var each : builds) {
            table.row(
                    Span.of(each.text("build")),
                    Span.of(When.span(Duration.ofSeconds(Math.round(
                            each.number("minutes").map(Number::doubleValue).orElse(0.0) * 60)))),
                    Span.of(minutes(each, "minutesP50")),
                    Span.of(minutes(each, "minutesP90")),
                    Span.of(Money.of(each.number("cost"))),
                    Span.of(screen.when(each.time("endedAt"))));
        }
        screen.table(table);
    }

    private static String minutes(Doc doc, String field) {
        return When.span(Duration.ofMinutes(doc.count(field)));
    }

    private static String share(Doc kind, String which) {
        return kind.number("held", "recent", which)
                .map(percent -> Math.round(percent.doubleValue()) + " %")
                .orElse("");
    }
}
