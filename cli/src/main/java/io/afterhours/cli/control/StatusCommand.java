package io.afterhours.cli.control;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.inbox.Escalations;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.money.Costs;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows how things stand. */
@Command(name = "status", description = "Show how things stand: mode, what runs, what it costs today, what needs you.")
public final class StatusCommand implements Callable<Integer> {
    private final Invocation invocation;

    StatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var server = invocation.server();
        var parts = new LinkedHashMap<String, Doc>();
        var missing = new LinkedHashMap<String, String>();
        parts.put("control", server.get("/api/control"));
        part(parts, missing, server, "active", new Query("/api/builds").with("state", Builds.ACTIVE));
        part(parts, missing, server, "costs", new Query("/api/costs"));
        part(parts, missing, server, "escalations", new Query("/api/escalations").with("state", "open"));
        parts.put("unavailable", Doc.of(missing));
        return invocation.answer(Doc.of(parts), screen -> show(screen, parts, missing));
    }

    /** A part that is down is said to be down, and harms no other. */
    private static void part(
            Map<String, Doc> parts, Map<String, String> missing, Server server, String name, Query query) {
        try {
            parts.put(name, server.get(query));
        } catch (Refused e) {
            if (e.status() < 500) {
                throw e;
            }
            parts.put(name, Doc.MISSING);
            missing.put(name, e.reason());
        }
    }

    private static void show(Screen screen, Map<String, Doc> parts, Map<String, String> missing) {
        Controls.show(screen, parts.getOrDefault("control", Doc.MISSING));
        screen.section("Running");
        if (!missed(screen, missing, "active")) {
            active(screen, parts.getOrDefault("active", Doc.MISSING));
        }
        screen.section("Cost");
        if (!missed(screen, missing, "costs")) {
            var costs = parts.getOrDefault("costs", Doc.MISSING);
            Costs.show(screen, costs);
            zones(screen, parts.getOrDefault("control", Doc.MISSING).text("zone"), costs.text("zone"));
        }
        screen.section("Needs you");
        if (!missed(screen, missing, "escalations")) {
            Escalations.show(screen, parts.getOrDefault("escalations", Doc.MISSING), "Nothing.");
        }
    }

    /** Where a day of money is another than a day of work, a budget turns while the night goes on. */
    private static void zones(Screen screen, String work, String money) {
        if (!work.isEmpty() && !money.isEmpty() && !sameClock(work, money)) {
            screen.line(Style.AMBER.of("Days of cost turn in " + money + ", the policy's hours are those of " + work
                    + ": for one zone write afterhours.cost.zone=" + work
                    + " into config/cost.own.properties of the state folder, and start again."));
        }
    }

    private static boolean sameClock(String one, String other) {
        try {
            return one.equals(other)
                    || ZoneId.of(one).getRules().equals(ZoneId.of(other).getRules());
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean missed(Screen screen, Map<String, String> missing, String part) {
        var reason = missing.get(part);
        if (reason != null) {
            screen.line(Style.DIM.of("not available: " + reason));
        }
        return reason != null;
    }

    private static void active(Screen screen, Doc page) {
        var table = new Table()
                .left("ID")
                .left("STATE")
                .left("PROGRESS")
                .fill("TITLE")
                .left("ENDS ABOUT");
        for (var build : page.items("items")) {
            table.row(
                    Span.of(build.text("id")),
                    Builds.standing(build),
                    Style.BLUE.of(Builds.bar(build)),
                    Span.of(build.text("title")),
                    Span.of(screen.when(build.time("eta"))));
        }
        if (table.isEmpty()) {
            screen.line("Nothing runs. What starts next: afterhours queue next");
        } else {
            screen.table(table);
        }
        if (!page.text("next").isEmpty()) {
            screen.line(Style.DIM.of("There are more: afterhours queue --in-state " + Builds.ACTIVE));
        }
    }
}
