package io.afterhours.cli.quarantine;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a message. */
@Command(name = "drop", description = "Remove a message of the quarantine for good: it is never applied.")
public final class QuarantineDropCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Choice choice = new Choice();

    QuarantineDropCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var named = choice.item();
        return invocation.answer(
                invocation.server().delete(named.path()), screen -> screen.line(named + " is dropped."));
    }
}
