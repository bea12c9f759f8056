package io.afterhours.cli.build;

import io.afterhours.cli.invocation.Invocation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes a build's priority. */
@Command(name = "prioritize", description = "Change the priority of a build.")
public final class PrioritizeCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "ID", description = "The build, e.g. B-42.")
    String id = "";

    @Parameters(
            index = "1",
            paramLabel = "PRIORITY",
            completionCandidates = Priorities.class,
            description = "urgent, high, medium or low.")
    String priority = "";

    PrioritizeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Decision.send(invocation, id, "prioritize", Map.of("priority", priority));
    }
}
