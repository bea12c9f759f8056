package io.afterhours.cli.context;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where the person is. */
@Command(
        name = "set",
        description = "Say where you are. It counts before the calendar until then, or until it is cleared.",
        footer = {"", "Example:", "  afterhours context set gym --until 18:30"})
public final class ContextSetCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Contexts.Names.class,
            description = "sleeping, work, gym, available or unknown.")
    String name = "";

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends: " + Moment.FORMS + ".")
    @Nullable String until;

    ContextSetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var said = new LinkedHashMap<String, Object>();
        said.put("context", name);
        if (until != null) {
            said.put("until", invocation.time("--until", until).toString());
        }
        var context = invocation.server().put("/api/context", Doc.of(said).jsonLine());
        return invocation.answer(context, screen -> Contexts.show(screen, context));
    }
}
