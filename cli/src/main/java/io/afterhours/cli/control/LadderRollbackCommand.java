package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a change of the retry ladder back. */
@Command(
        name = "rollback",
        description = "Take the last change of the retry ladder back, or go to the version that is named.")
public final class LadderRollbackCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Back back = new Back();

    LadderRollbackCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var ladder = invocation.server().post("/api/ladder/rollback", back.asked());
        return invocation.answer(ladder, screen -> Ladders.show(screen, ladder));
    }
}
