package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a policy would do to the queue. */
@Command(
        name = "preview",
        description =
                "Say what a policy would do to the builds that wait if it counted: which start sooner, later or never."
                        + " Nothing is changed.")
public final class PolicyPreviewCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy, e.g. saver.")
    String name = "";

    @Option(names = "--file", paramLabel = "FILE", description = "As it stands in this file; - is standard input.")
    @Nullable String file;

    PolicyPreviewCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var server = invocation.server();
        var policy = file == null ? server.get(Server.path("api", "policies", name)) : Policies.file(invocation, file);
        var preview = server.post(Server.path("api", "policies", name, "preview"), policy);
        return invocation.answer(preview, screen -> Previews.show(screen, preview));
    }
}
