package io.afterhours.cli.inbox;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Raises an escalation. */
@Command(name = "escalate", description = "Ask a person: put something into the inbox.")
public final class EscalateCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "TITLE", description = "What it is about, in one line.")
    String title = "";

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            completionCandidates = Severities.class,
            description = "low, medium, high or urgent; medium where it is missing.")
    @Nullable String severity;

    @Option(names = "--question", paramLabel = "TEXT", description = "The question.")
    @Nullable String question;

    @Option(names = "--option", paramLabel = "TEXT", description = "A possible answer; may be given several times.")
    List<String> options = List.of();

    @Option(names = "--default", paramLabel = "OPTION", description = "What is taken at the deadline.")
    @Nullable String defaultOption;

    @Option(names = "--deadline", paramLabel = "TIME", description = "Until when: " + Moment.FORMS + ".")
    @Nullable String deadline;

    @Option(names = "--build", paramLabel = "ID", description = "The build that it is about.")
    @Nullable String build;

    @Option(names = "--session", paramLabel = "SESSION", description = "The session that asks.")
    @Nullable String session;

    @Option(names = "--agent", paramLabel = "AGENT", description = "The agent that asks; you where it is missing.")
    @Nullable String agent;

    EscalateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var body = new LinkedHashMap<String, Object>();
        body.put("title", title);
        put(body, "severity", severity);
        put(body, "question", question);
        put(body, "options", options.isEmpty() ? null : options);
        put(body, "default", defaultOption);
        put(
                body,
                "deadline",
                deadline == null
                        ? null
                        : invocation.time("--deadline", deadline).toString());
        put(body, "build", build);
        put(body, "session", session);
        var escalation = invocation.server().as(agent).post("/api/escalations", Doc.of(body));
        return invocation.answer(escalation, screen -> Escalations.show(screen, escalation));
    }

    private static void put(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    /** For completion. */
    static final class Severities extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Severities() {
            super(List.of("low", "medium", "high", "urgent"));
        }
    }
}
