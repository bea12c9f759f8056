package io.afterhours.cli.inbox;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers an escalation. */
@Command(name = "answer", description = "Answer an escalation with one of its options.")
public final class AnswerCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "ID", description = "The escalation, e.g. E-3.")
    String id = "";

    @Parameters(index = "1", paramLabel = "OPTION", description = "One of its options, as it is written there.")
    String option = "";

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "What else you want to say; the next attempt reads it.")
    @Nullable String note;

    AnswerCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var body = new LinkedHashMap<String, String>();
        body.put("option", option);
        if (note != null) {
            body.put("note", note);
        }
        var escalation = invocation.server().post(Server.path("api", "escalations", id, "answer"), Doc.of(body));
        return invocation.answer(escalation, screen -> Escalations.show(screen, escalation));
    }
}
