package io.afterhours.cli.build;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rejects a build. */
@Command(name = "reject", description = "Refuse a build; it will not be done.")
public final class RejectCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Decision decision = new Decision();

    RejectCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return decision.send(invocation, "reject");
    }
}
