package io.afterhours.cli.agent;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists agents. */
@Command(name = "agents", description = "List the agents: who was seen when, and does what.")
public final class AgentsCommand implements Callable<Integer> {
    private static final int MOST = 200;

    private final Invocation invocation;

    @Option(names = "--chart", description = "You, your agents, and what each is at, with bars.")
    boolean chart;

    AgentsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var agents = invocation.server().get("/api/agents");
        if (chart) {
            return chart(agents);
        }
        return invocation.answer(agents, screen -> show(screen, agents.items("items")));
    }

    private int chart(Doc agents) {
        var server = invocation.server();
        var builds =
                server.get(new Query("/api/builds").with("state", Builds.ACTIVE).with("limit", MOST));
        var sessions =
                server.get(new Query("/api/progress").with("ended", false).with("limit", MOST));
        var drawn = new OrgChart(agents.items("items"), builds.items("items"), sessions.items("items"));
        return invocation.answer(drawn.document(), drawn::show);
    }

    private static void show(Screen screen, List<Doc> agents) {
        var table = new Table().left("AGENT").left("SEEN").fill("DOES").left("ADDED");
        for (var each : agents) {
            boolean removed = each.time("removedAt").isPresent();
            table.row(
                    Span.of(each.text("agent")),
                    Span.of(each.time("lastSeen").map(screen.when()::relative).orElse("–")),
                    removed ? Style.DIM.of("removed") : Span.of(each.text("doing")),
                    Span.of(screen.when(each.time("addedAt"))));
        }
        if (table.isEmpty()) {
            screen.line("There are no agents yet. Let a program take part with: afterhours agent add NAME");
        } else {
            screen.table(table);
        }
    }
}
