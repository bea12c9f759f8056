package io.afterhours.cli.quarantine;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A page of the quarantine. */
final class Page {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 where it is missing.")
    int limit = 50;

    @Option(names = "--after", paramLabel = "CURSOR", description = "The page after this cursor (\"next\" of a page).")
    @Nullable String after;

    @Option(
            names = {"-s", "--search"},
            paramLabel = "TEXT",
            description = "Only those with this text in subject or reason, in any case.")
    @Nullable String search;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only those of scheduler, cost or progress.")
    @Nullable String service;

    int answer(Invocation invocation) {
        var page = invocation
                .server()
                .get(new Query("/api/quarantine")
                        .with("limit", limit)
                        .with("after", after)
                        .with("q", search)
                        .with("service", service));
        return invocation.answer(page, screen -> show(screen, page));
    }

    private static void show(Screen screen, Doc page) {
        if (page.items("items").isEmpty()) {
            screen.line("Nothing is in quarantine.");
            return;
        }
        for (var each : page.items("items")) {
            screen.line(
                    Style.BOLD.of(each.text("service") + "/" + each.text("id")),
                    Span.of("  " + each.text("subject")),
                    Style.DIM.of("  " + screen.when(each.time("at")) + replayed(screen, each)));
            screen.line(Style.RED.of("  " + each.text("reason")));
            screen.block(each.text("payload"));
        }
        screen.line(Style.DIM.of("Apply one again with: afterhours quarantine replay SERVICE/ID"));
        if (!page.text("next").isEmpty()) {
            screen.line(Style.DIM.of("There are more: afterhours quarantine --after " + page.text("next")));
        }
    }

    private static String replayed(Screen screen, Doc item) {
        return item.time("replayedAt")
                .map(at -> ", replayed " + screen.when().relative(at))
                .orElse("");
    }
}
