package io.afterhours.cli.build;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says in one sentence why a build does not run. */
@Command(name = "why", description = "Say in one sentence why a build does not run, or what it does.")
public final class WhyCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "ID", description = "The build, e.g. B-42.")
    String id = "";

    WhyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var verdict = invocation.server().get(Server.path("api", "builds", id, "verdict"));
        return invocation.answer(verdict, screen -> {
            screen.line(text(verdict));
            verdict.time("until")
                    .ifPresent(until -> screen.field("until", screen.when().both(until)));
        });
    }

    private static String text(Doc verdict) {
        var text = verdict.text("text");
        return text.isEmpty() ? verdict.text("code") : text;
    }
}
