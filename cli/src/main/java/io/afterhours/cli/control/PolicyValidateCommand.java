package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks a policy without saving it. */
@Command(
        name = "validate",
        description =
                "Check a policy in a file: what is wrong, and what is probably not meant, with the times at which."
                        + " Nothing is saved.")
public final class PolicyValidateCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The policy; - is standard input.")
    String file = "";

    PolicyValidateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var policy = Policies.file(invocation, file);
        var name = policy.text("name").isEmpty() ? "unnamed" : policy.text("name");
        var checked = invocation.server().post(Server.path("api", "policies", name, "validate"), policy);
        return invocation.answer(checked, screen -> {
            if (checked.items("warnings").isEmpty()) {
                screen.line("Nothing is wrong.");
            }
            Policies.warnings(screen, checked);
        });
    }
}
