package io.afterhours.cli.queue;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts a build before another. */
@Command(name = "before", description = "Let a build go just before another one of tonight's plan.")
final class PlanBeforeCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Wish wish = new Wish();

    @Parameters(index = "1", paramLabel = "OTHER", description = "The build that it goes before, e.g. B-43.")
    String other = "";

    PlanBeforeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Wish.send(
                invocation, Server.path("api", "queue", "plan", wish.id, "before"), wish.note, Map.of("build", other));
    }
}
