package io.afterhours.cli.safety;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Withdraws an answer that stands. */
@Command(
        name = "forget",
        description = "Withdraw an answer \"always for this kind\"; builds that have not started are looked at again.")
final class SafetyForgetCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "RULE", description = "Its id as `safety list` shows it, e.g. S-2.")
    String rule = "";

    SafetyForgetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var gone = invocation.server().delete(Server.path("api", "safety", "rules", rule));
        return invocation.answer(
                gone,
                screen -> screen.line(gone.text("id") + " counts no more: " + gone.text("check") + " for kind "
                        + gone.text("kind")
                        + (gone.text("words").isEmpty() ? "." : ", “" + gone.text("words") + "”.")));
    }
}
