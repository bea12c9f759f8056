package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a change of a policy back. */
@Command(name = "rollback", description = "Take the last change of a policy back, or go to the version that is named.")
public final class PolicyRollbackCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy, e.g. night.")
    String name = "";

    @Mixin
    Back back = new Back();

    PolicyRollbackCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var policy = invocation.server().post(Server.path("api", "policies", name, "rollback"), back.asked());
        return invocation.answer(policy, screen -> Policies.saved(screen, policy));
    }
}
