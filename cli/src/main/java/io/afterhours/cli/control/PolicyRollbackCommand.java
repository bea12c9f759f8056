package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a change of a policy back. */
@Command(name = "rollback", description = "Take the last change of a policy back, or go to the version that is named.")
public final class PolicyRollbackCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy, e.g. night.")
    String name = "";

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "A version out of its history; 0 is how a bundled policy ships.")
    @Nullable Integer version;

    PolicyRollbackCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var wanted = version == null ? Map.<String, Object>of() : Map.<String, Object>of("version", version);
        var policy = invocation.server().post(Server.path("api", "policies", name, "rollback"), Doc.of(wanted));
        return invocation.answer(policy, screen -> Policies.saved(screen, policy));
    }
}
