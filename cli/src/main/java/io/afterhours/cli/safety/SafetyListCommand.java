package io.afterhours.cli.safety;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the answers that stand. */
@Command(name = "list", description = "List the answers \"always for this kind\" that stand.")
final class SafetyListCommand implements Callable<Integer> {
    private final Invocation invocation;

    SafetyListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return list(invocation);
    }

    static int list(Invocation invocation) {
        var safety = invocation.server().get("/api/safety");
        return invocation.answer(safety, screen -> show(screen, safety.items("rules")));
    }

    static void show(Screen screen, List<Doc> rules) {
        if (rules.isEmpty()) {
            screen.line(
                    "Nothing is always fine. `afterhours safety allow` adds to this, and so does the answer \"always for this kind\".");
            return;
        }
        var table = new Table()
                .left("RULE")
                .left("CHECK")
                .left("KIND")
                .left("BY")
                .left("SINCE")
                .fill("WORDS");
        for (var each : rules) {
            table.row(
                    Span.of(each.text("id")),
                    Span.of(each.text("check")),
                    Span.of(each.text("kind")),
                    Span.of(each.text("addedBy")),
                    Span.of(each.time("addedAt").map(screen.when()::clock).orElse("")),
                    Span.of(each.text("words").isEmpty() ? "whatever it sees" : each.text("words")));
        }
        screen.table(table);
        screen.line("`afterhours safety forget RULE` withdraws one; what has not started is then looked at again.");
    }
}
