package io.afterhours.cli.quarantine;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what could not be applied. */
@Command(
        name = "quarantine",
        description = "Show messages that could not be applied, and why; without a subcommand, list them.",
        subcommands = {QuarantineListCommand.class, QuarantineReplayCommand.class, QuarantineDropCommand.class})
public final class QuarantineCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Page page = new Page();

    QuarantineCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return page.answer(invocation);
    }
}
