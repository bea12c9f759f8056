package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one policy. */
@Command(name = "show", description = "Show the bands of a policy: who may start when, and how many.")
public final class PolicyShowCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The policy, e.g. night; without it, the one that counts.")
    @Nullable String name;

    PolicyShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var wanted = name == null ? Policies.active(invocation) : name;
        var policy = invocation.server().get(Server.path("api", "policies", wanted));
        return invocation.answer(policy, screen -> {
            Policies.show(screen, policy);
            Policies.week(invocation, wanted)
                    .ifPresent(week -> WeekPicture.of(week).show(screen));
        });
    }
}
