package io.afterhours.cli.agent;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a program take part no longer. */
@Command(name = "remove", description = "Let a program publish no longer; what it published stays.")
public final class AgentRemoveCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The agent.")
    String name = "";

    AgentRemoveCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        AgentAddCommand.checkName(name);
        var answer = invocation.server().delete(Server.path("api", "agents", name));
        boolean file = invocation.state().removeAgentCredentials(name);
        return invocation.answer(
                answer.isMissing() ? Doc.of(Map.of("agent", name)) : answer,
                screen -> screen.line("Agent " + name + " may not publish any more."
                        + (file ? " Its credentials file is gone, too." : "")));
    }
}
