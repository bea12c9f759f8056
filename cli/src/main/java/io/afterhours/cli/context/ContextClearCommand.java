package io.afterhours.cli.context;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Takes back where the person said they are. */
@Command(
        name = "clear",
        description = "Take back what you said; from then on the calendar and your presence say where you are.")
public final class ContextClearCommand implements Callable<Integer> {
    private final Invocation invocation;

    ContextClearCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var context = invocation.server().delete("/api/context");
        return invocation.answer(context, screen -> Contexts.show(screen, context));
    }
}
