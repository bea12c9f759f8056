package io.afterhours.cli.queue;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back what was asked of the night. */
@Command(
        name = "undo",
        description = "Take back what you asked of a build for tonight; without an ID, your last change of the plan.")
final class PlanUndoCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The build, e.g. B-42.")
    @Nullable String id;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with the change.")
    @Nullable String note;

    PlanUndoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var path = id == null
                ? Server.path("api", "queue", "plan", "undo")
                : Server.path("api", "queue", "plan", id, "undo");
        return Wish.send(invocation, path, note, Map.of());
    }
}
