package io.afterhours.cli.price;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.TextFile;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes another price list in. */
@Command(
        name = "import",
        description =
                "Show what the price list in a file would change, LiteLLM's or models.dev's JSON, and change it with"
                        + " --apply.")
public final class PriceImportCommand implements Callable<Integer> {
    /** So many of what is not taken are named; a list of another shape may have thousands. */
    private static final int NAMED = 20;

    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The file, e.g. model_prices_and_context_window.json.")
    String file = "";

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The day from which its prices hold; today where it is missing.")
    @Nullable String from;

    @Option(names = "--except", paramLabel = "MODEL", description = "A model that stays as it is; again for each.")
    List<String> except = List.of();

    @Option(names = "--apply", description = "Write the changes down.")
    boolean apply;

    PriceImportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var query = new Query("/api/prices/import").with("from", from).with("apply", apply ? "true" : null);
        except.forEach(model -> query.with("except", model));
        var report = invocation.server().postJson(query.toString(), TextFile.read(invocation.absolute(Path.of(file))));
        return invocation.answer(report, screen -> show(screen, report));
    }

    private void show(Screen screen, Doc report) {
        var table = new Table()
                .fill("MODEL")
                .left("NOW")
                .left("FROM " + report.text("from"))
                .left("OTHER RATES");
        for (var each : report.items("changes")) {
            table.row(
                    Span.of(each.text("model")),
                    Span.of(each.at("before").isMissing() ? "no price" : Prices.sentence(each.at("before"))),
                    Span.of(Prices.sentence(each.at("after"))),
                    Span.of(String.join(", ", new PriceDraft(each.at("before"), each.at("after")).changedBeside())));
        }
        if (!table.isEmpty()) {
            screen.table(table);
        }
        var skipped = report.items("skipped");
        screen.line(report.items("changes").size() + (apply ? " changed, " : " would change, ")
                + report.text("unchanged") + " are as they were, " + skipped.size() + " not taken.");
        skipped.stream()
                .limit(NAMED)
                .forEach(each -> screen.line(Style.DIM.of("  " + each.text("name") + ": " + each.text("reason"))));
        if (skipped.size() > NAMED) {
            screen.line(Style.DIM.of("  and " + (skipped.size() - NAMED) + " more; --json names them all"));
        }
        if (!apply && !table.isEmpty()) {
            screen.line("To change them: add --apply");
        }
    }
}
