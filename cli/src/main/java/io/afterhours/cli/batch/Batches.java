package io.afterhours.cli.batch;

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
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How batches read. */
final class Batches {
    private Batches() {}

    static int list(Invocation invocation) {
        var batches = invocation.server().get("/api/batches");
        return invocation.answer(batches, screen -> show(screen, batches.items("items")));
    }

    static int decide(Invocation invocation, String id, String verb, @Nullable String note) {
        var body = Doc.of(note == null ? Map.of() : Map.of("note", note));
        var batch = invocation.server().post(Server.path("api", "batches", id, verb), body);
        return invocation.answer(batch, screen -> show(screen, List.of(batch)));
    }

    private static void show(Screen screen, List<Doc> batches) {
        if (batches.isEmpty()) {
            screen.line("No builds that wait are alike enough to go together.");
            return;
        }
        var table = new Table()
                .left("BATCH")
                .left("STATE")
                .left("BUILDS")
                .right("TAKES")
                .right("SAVES")
                .right("SAVED")
                .fill("KIND");
        for (var each : batches) {
            table.row(
                    Span.of(each.text("id")),
                    Span.of(each.text("state")),
                    Span.of(each.items("members").stream()
                            .map(member -> member.text("id"))
                            .collect(Collectors.joining(" "))),
                    Span.of(minutes(each.count("estimate", "minutesP50"))),
                    Span.of(saving(each.at("saving"))),
                    Span.of(saving(each.at("measured", "saving"))),
                    Span.of(each.text("kind")));
        }
        screen.table(table);
        if (batches.stream().anyMatch(each -> each.text("state").equals("proposed"))) {
            screen.line("`afterhours batch accept ID` has them go together; `dismiss` leaves them alone.");
        }
    }

    private static String saving(Doc saving) {
        return saving.isMissing()
                ? ""
                : minutes(saving.count("minutes"))
                        + saving.number("cost")
                                .map(cost -> ", " + Money.of(cost))
                                .orElse("");
    }

    private static String minutes(long minutes) {
        var span = When.span(Duration.ofMinutes(Math.abs(minutes)));
        return minutes < 0 ? "-" + span : span;
    }
}
