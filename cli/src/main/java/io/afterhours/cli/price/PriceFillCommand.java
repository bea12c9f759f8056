package io.afterhours.cli.price;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prices what was booked at unknown cost. */
@Command(
        name = "fill",
        description =
                "Price what was booked at unknown cost because its model had no price; entries stay, their cost is added.")
public final class PriceFillCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "As the entries name it; all models where it is missing.")
    @Nullable String model;

    @Option(names = "--list", description = "Only list what has no price.")
    boolean list;

    PriceFillCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (list) {
            var unpriced = invocation.server().get("/api/prices/unpriced");
            return invocation.answer(unpriced, screen -> show(screen, unpriced));
        }
        var filled = invocation
                .server()
                .post("/api/prices/unpriced", Doc.of(model == null ? Map.of() : Map.of("model", model)));
        return invocation.answer(filled, screen -> {
            screen.line(
                    "Priced " + entries(filled.count("entries")) + ", " + Money.of(filled.number("cost")) + " in all.");
            if (filled.count("left") > 0) {
                screen.line(Style.AMBER.of(entries(filled.count("left"))
                        + " still of unknown cost. Look at: afterhours price fill --list"));
            }
        });
    }

    private static String entries(long count) {
        return count + (count == 1 ? " entry" : " entries");
    }

    private static void show(Screen screen, Doc unpriced) {
        var table = new Table()
                .fill("MODEL")
                .left("TIER")
                .right("ENTRIES")
                .left("FIRST")
                .left("LAST");
        for (var each : unpriced.items("items")) {
            table.row(
                    Span.of(each.text("model")),
                    Span.of(each.text("serviceTier").isEmpty() ? "standard" : each.text("serviceTier")),
                    Span.of(each.text("entries")),
                    Span.of(screen.when(each.time("firstAt"))),
                    Span.of(screen.when(each.time("lastAt"))));
        }
        if (table.isEmpty()) {
            screen.line("Everything that was booked has a cost.");
        } else {
            screen.table(table);
        }
    }
}
