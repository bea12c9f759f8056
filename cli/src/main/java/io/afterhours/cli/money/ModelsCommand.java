package io.afterhours.cli.money;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Bar;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import io.afterhours.cli.screen.When;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how models do at kinds of builds. */
@Command(
        name = "models",
        description = "Show how models do at each kind of build: success, retries, time and cost.",
        footer = {"", "Examples:", "  afterhours models --days 7", "  afterhours models --kind landing-page"})
public final class ModelsCommand implements Callable<Integer> {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final BigDecimal MINUTE =
            BigDecimal.valueOf(Duration.ofMinutes(1).toSeconds());

    private final Invocation invocation;

    @Option(names = "--days", paramLabel = "N", description = "Attempts that ended in the last so many days; else 30.")
    @Nullable Integer days;

    @Option(names = "--kind", paramLabel = "KIND", description = "One kind of builds alone, e.g. landing-page.")
    @Nullable String kind;

    @Option(names = "--model", paramLabel = "MODEL", description = "One model alone.")
    @Nullable String model;

    ModelsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var models = invocation
                .server()
                .get(new Query("/api/models")
                        .with("days", days)
                        .with("kind", kind)
                        .with("model", model));
        return invocation.answer(models, screen -> show(screen, models));
    }

    private static void show(Screen screen, Doc models) {
        if (models.items("items").isEmpty()) {
            screen.line("No attempt ended in the last %d days.".formatted(models.count("days")));
            return;
        }
        var table = new Table()
                .left("KIND")
                .left("MODEL")
                .right("BUILDS")
                .right("SUCCESS")
                .right("RETRIES")
                .right("HALF IN")
                .right("90 % IN")
                .right("COST")
                .right("EACH")
                .left("");
        for (var each : models.items("items")) {
            table.row(
                    Span.of(each.text("kind")),
                    each.text("model").isEmpty() ? Style.DIM.of("none reported") : Span.of(each.text("model")),
                    Span.of(each.count("builds")),
                    Span.of(each.number("successRate")
                            .map(rate -> Bar.percent(rate.multiply(PERCENT)))
                            .orElse("–")),
                    Span.of(each.count("retries")),
                    Span.of(minutes(each, "minutesP50")),
                    Span.of(minutes(each, "minutesP90")),
                    Span.of(Money.of(each.number("cost"))),
                    Span.of(each.number("perSuccess").map(Money::of).orElse("–")),
                    beside(each));
        }
        screen.table(table);
        screen.line("Of the last %d days. Each: what one success cost, with all that was spent beside it."
                .formatted(models.count("days")));
    }

    private static String minutes(Doc model, String field) {
        return model.number(field)
                .map(minutes ->
                        When.span(Duration.ofSeconds(minutes.multiply(MINUTE).longValue())))
                .orElse("–");
    }

    private static Span beside(Doc model) {
        var interrupted = model.count("interrupted");
        var unknown = model.count("unknownCalls");
        return Style.DIM.of((interrupted > 0 ? interrupted + " interrupted" : "")
                + (interrupted > 0 && unknown > 0 ? ", " : "")
                + (unknown > 0 ? unknown + " reports of unknown cost" : ""));
    }
}
