package io.afterhours.cli.inbox;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that an escalation was seen. */
@Command(
        name = "acknowledge",
        description =
                "Say that you have seen an escalation: it stays, behind those that nobody has seen, and with --until comes up again then.",
        footer = {"", "Example:", "  afterhours acknowledge E-3 --until 18:00"})
public final class AcknowledgeCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "ID", description = "The escalation, e.g. E-3.")
    String id = "";

    @Option(names = "--until", paramLabel = "TIME", description = "When it comes up again: " + Moment.FORMS + ".")
    @Nullable String until;

    AcknowledgeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var body = until == null
                ? Map.<String, String>of()
                : Map.of("until", again(until).toString());
        var escalation = invocation.server().post(Server.path("api", "escalations", id, "acknowledge"), Doc.of(body));
        return invocation.answer(escalation, screen -> Escalations.show(screen, escalation));
    }

    private Instant again(String written) {
        return invocation.time("--until", written);
    }
}
