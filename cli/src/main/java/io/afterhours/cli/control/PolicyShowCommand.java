package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one policy. */
@Command(name = "show", description = "Show the bands of a policy: who may start when, and how many.")
public final class PolicyShowCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy, e.g. night.")
    String name = "";

    PolicyShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var policy = invocation.server().get(Server.path("api", "policies", name));
        return invocation.answer(policy, screen -> {
            Policies.show(screen, policy);
            Policies.week(invocation, name)
                    .ifPresent(week -> WeekPicture.of(week).show(screen));
        });
    }
}
