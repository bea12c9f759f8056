package io.afterhours.cli.control;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a policy. */
@Command(
        name = "edit",
        description = "Change a policy in your editor (VISUAL, EDITOR or vi), or take it from a file. It counts as soon"
                + " as it is saved, and not at all if anything in it is wrong.")
public final class PolicyEditCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy; with --file, a new one may be named.")
    String name = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Take it from this file; - is standard input.")
    @Nullable String file;

    PolicyEditCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var path = Server.path("api", "policies", name);
        return file == null
                ? new Editing(invocation, "policy", "afterhours policy edit " + name)
                        .edit(invocation.server().get(path), text -> save(path, text))
                : save(path, Policies.file(invocation, file).jsonLine());
    }

    private int save(String path, String json) {
        var policy = invocation.server().put(path, json);
        return invocation.answer(policy, screen -> Policies.saved(screen, policy));
    }
}
