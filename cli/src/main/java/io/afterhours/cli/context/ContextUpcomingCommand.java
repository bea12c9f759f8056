package io.afterhours.cli.context;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the hours to come. */
@Command(name = "upcoming", description = "Show the next 12 hours: where you will be, and who may start.")
public final class ContextUpcomingCommand implements Callable<Integer> {
    private final Invocation invocation;

    ContextUpcomingCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var upcoming = invocation.server().get("/api/context/upcoming");
        return invocation.answer(upcoming, screen -> {
            Contexts.upcoming(screen, upcoming);
            Contexts.unread(screen, invocation.server().get("/api/calendar"));
        });
    }
}
