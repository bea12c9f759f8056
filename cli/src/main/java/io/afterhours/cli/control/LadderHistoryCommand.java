package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the versions of the retry ladder. */
@Command(name = "history", description = "List what the retry ladder said before: its versions, newest first.")
public final class LadderHistoryCommand implements Callable<Integer> {
    private final Invocation invocation;

    LadderHistoryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var history = invocation.server().get("/api/ladder/history");
        return invocation.answer(history, screen -> Versions.show(screen, history));
    }
}
