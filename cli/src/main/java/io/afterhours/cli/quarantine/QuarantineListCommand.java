package io.afterhours.cli.quarantine;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what could not be applied. */
@Command(name = "list", description = "List messages that could not be applied, newest first, each with the reason.")
public final class QuarantineListCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Page page = new Page();

    QuarantineListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return page.answer(invocation);
    }
}
