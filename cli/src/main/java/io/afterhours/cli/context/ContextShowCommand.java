package io.afterhours.cli.context;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows where the person is. */
@Command(name = "show", description = "Show where you are, by what that is known, and what it means.")
public final class ContextShowCommand implements Callable<Integer> {
    private final Invocation invocation;

    ContextShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return show(invocation);
    }

    static int show(Invocation invocation) {
        var context = invocation.server().get("/api/context");
        return invocation.answer(context, screen -> Contexts.show(screen, context));
    }
}
