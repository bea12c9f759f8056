package io.afterhours.cli.queue;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists builds. */
@Command(name = "list", description = "List builds, newest first, each with the reason why it waits.")
public final class QueueListCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Filter filter = new Filter();

    QueueListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return list(invocation, filter);
    }

    static int list(Invocation invocation, Filter filter) {
        var page = invocation.server().get(filter.query());
        return invocation.answer(page, screen -> show(screen, page, filter));
    }

    private static void show(Screen screen, Doc page, Filter filter) {
        var builds = page.items("items");
        if (builds.isEmpty()) {
            screen.line(
                    filter.narrows()
                            ? "No build is like that."
                            : "The queue is empty. Add a build with: afterhours add TITLE");
            return;
        }
        var table = new Table()
                .left("ID")
                .left("STATE")
                .left("PRIORITY")
                .fill("TITLE")
                .fill("WHY");
        for (var build : builds) {
            table.row(
                    Span.of(build.text("id")),
                    Builds.standing(build),
                    Span.of(build.text("priority")),
                    Span.of(build.text("title")),
                    reason(build));
        }
        screen.table(table);
        if (!page.text("next").isEmpty()) {
            screen.line(Style.DIM.of("There are more: --limit N, or --after " + page.text("next")));
        }
    }

    private static Span reason(Doc build) {
        var progress = Builds.progress(build);
        if (progress.isEmpty() || Builds.isFinal(build)) {
            return Builds.verdict(build);
        }
        return Builds.isLate(build) ? Style.AMBER.of(progress + "  too late for its deadline") : Span.of(progress);
    }
}
