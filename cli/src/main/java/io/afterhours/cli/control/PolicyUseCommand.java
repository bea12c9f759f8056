package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Chooses the policy that counts. */
@Command(name = "use", description = "Let this policy count from now on.")
public final class PolicyUseCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy, e.g. saver.")
    String name = "";

    PolicyUseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var policy = invocation.server().post(Server.path("api", "policies", name, "use"), Doc.of(Map.of()));
        return invocation.answer(policy, screen -> Policies.show(screen, policy));
    }
}
