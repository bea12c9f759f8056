package io.afterhours.cli.progress;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Bar;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what sessions report. */
@Command(
        name = "progress",
        description = "Show what each session reports; with a SESSION, all of its reports.",
        subcommands = ProgressLogCommand.class)
public final class ProgressCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "SESSION", description = "The session, e.g. s-1.")
    @Nullable String session;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many sessions; 50 where it is missing.")
    int limit = 50;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "The sessions after this cursor (\"next\" of a page).")
    @Nullable String after;

    ProgressCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return session == null ? all() : one(session);
    }

    private int all() {
        var page = invocation
                .server()
                .get(new Query("/api/progress").with("limit", limit).with("after", after));
        return invocation.answer(page, screen -> {
            sessions(screen, page.items("items"));
            var next = page.text("next");
            if (!next.isEmpty()) {
                screen.line(Style.DIM.of("There are more: afterhours progress --after " + next));
            }
        });
    }

    /** The newest reports come first, a page in its own order; older pages go before them. */
    private int one(String id) {
        var server = invocation.server();
        var path = Server.path("api", "progress", id);
        var newest = server.get(new Query(path).with("limit", PAGE));
        var reports = new ArrayList<>(newest.items("recent"));
        for (var page = newest; !page.text("next").isEmpty(); ) {
            page = server.get(new Query(path).with("limit", PAGE).with("after", page.text("next")));
            reports.addAll(0, page.items("recent"));
        }
        var whole = new LinkedHashMap<>(newest.fields());
        whole.put("recent", Doc.of(reports));
        whole.remove("next");
        return invocation.answer(Doc.of(whole), screen -> one(screen, newest, reports));
    }

    private static void sessions(Screen screen, List<Doc> sessions) {
        var table = new Table()
                .left("SESSION")
                .left("AGENT")
                .left("BUILD")
                .left("PROGRESS")
                .fill("DOES")
                .left("REPORTED");
        for (var each : sessions) {
            table.row(
                    Span.of(each.text("session")),
                    Span.of(each.text("agent")),
                    Span.of(each.text("build")),
                    bar(each),
                    Span.of(doing(each)),
                    Span.of(each.time("updatedAt").map(screen.when()::relative).orElse("")));
        }
        if (table.isEmpty()) {
            screen.line(
                    "No session has reported. Report by hand with: afterhours progress log SESSION PERCENT MESSAGE");
        } else {
            screen.table(table);
        }
    }

    private static void one(Screen screen, Doc progress, List<Doc> reports) {
        screen.line(
                Style.BOLD.of(progress.text("session")),
                Span.of("  " + progress.text("agent") + "  " + progress.text("build") + "  "),
                bar(progress),
                Span.of("  " + said(progress)));
        Builds.showSignals(screen, progress);
        var table = new Table()
                .left("AT")
                .right("PERCENT")
                .left("STATE")
                .fill("STEP")
                .fill("MESSAGE");
        for (var each : reports) {
            table.row(
                    Span.of(each.time("at").map(screen.when()::stamp).orElse("")),
                    Span.of(each.number("percent").map(Bar::percent).orElse("")),
                    Span.of(each.text("state")),
                    Span.of(each.text("step")),
                    Span.of(each.text("message")));
        }
        screen.table(table);
    }

    private static Span bar(Doc session) {
        var bar = session.number("percent").map(Bar::labelled).orElse("");
        return bar.isEmpty() || session.text("state").equalsIgnoreCase("failed")
                ? Builds.state(session)
                : Style.BLUE.of(bar);
    }

    /** What it does, or why it seems to do nothing. */
    private static String doing(Doc session) {
        var signals = session.items("signals");
        if (!signals.isEmpty()) {
            return signals.getFirst().text("text");
        }
        return said(session);
    }

    private static String said(Doc session) {
        var message = session.text("message");
        return message.isEmpty() ? session.text("task") : message;
    }
}
