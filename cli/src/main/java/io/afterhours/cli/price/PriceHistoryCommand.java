package io.afterhours.cli.price;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what prices were. */
@Command(name = "history", description = "Show every version of a model's prices: who changed them, when and why.")
public final class PriceHistoryCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "MODEL", description = "E.g. claude-sonnet-4-5.")
    String model = "";

    PriceHistoryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var history = invocation.server().get(Server.path("api", "prices", model, "history"));
        return invocation.answer(history, screen -> {
            var table = new Table()
                    .right("VERSION")
                    .left("CHANGED")
                    .left("BY")
                    .left("FROM")
                    .fill("LATEST PRICE");
            for (var each : history.items("items")) {
                var latest = each.items("prices").getLast();
                table.row(
                        Span.of(each.text("version")),
                        Span.of(screen.when(each.time("at"))),
                        Span.of(each.text("by")),
                        Span.of(each.text("origin")),
                        Span.of(Prices.sentence(latest)
                                + (each.text("note").isEmpty() ? "" : " – " + each.text("note"))));
            }
            screen.table(table);
        });
    }
}
