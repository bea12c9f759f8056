package io.afterhours.cli.progress;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports progress. */
@Command(
        name = "log",
        description = "Report how far a session is.",
        footer = {
            "",
            "Example:",
            "  afterhours progress log s-1 50 \"API done\" --task \"Build landing page\"",
            "",
            "The state folder goes before the command: afterhours --state DIR progress log ..."
        })
public final class ProgressLogCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "SESSION", description = "The session; the first report begins it.")
    String session = "";

    @Parameters(index = "1", paramLabel = "PERCENT", description = "0 to 100.")
    String percent = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "MESSAGE", description = "What was done or is done now.")
    @Nullable String message;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Starting, 25%%, 50%%, 75%%, Testing, Complete, Failed; Complete and Failed end the session.")
    @Nullable String state;

    @Option(names = "--task", paramLabel = "TEXT", description = "What the session is about.")
    @Nullable String task;

    @Option(names = "--step", paramLabel = "TEXT", description = "The step that it is in.")
    @Nullable String step;

    @Option(names = "--build", paramLabel = "ID", description = "The build that it works on.")
    @Nullable String build;

    @Option(names = "--agent", paramLabel = "AGENT", description = "Who does it; http where it is missing.")
    @Nullable String agent;

    ProgressLogCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var report = new LinkedHashMap<String, Object>();
        report.put("session", session);
        report.put("percent", percent());
        put(report, "state", state);
        put(report, "message", message);
        put(report, "task", task);
        put(report, "step", step);
        put(report, "build", build);
        var answer = invocation.server().as(agent).post("/api/progress", Doc.of(report));
        return invocation.answer(
                answer.isMissing() ? Doc.of(report) : answer,
                screen -> screen.line(
                        isLate(answer)
                                ? session + " has ended (" + answer.text("state")
                                        + ") and stays so. The report is noted in its history; new work takes a new session."
                                : "Reported " + percent() + "% for " + session + "."));
    }

    /** Whether the session had ended before this report, the newest of its history. */
    private static boolean isLate(Doc answer) {
        var reports = answer.items("recent");
        return !reports.isEmpty() && reports.getLast().text("mark").equals("late");
    }

    private BigDecimal percent() {
        try {
            return new BigDecimal(percent.endsWith("%") ? percent.substring(0, percent.length() - 1) : percent);
        } catch (NumberFormatException e) {
            throw Refused.wrongUsage("PERCENT: expected a number from 0 to 100, was \"" + percent + "\".");
        }
    }

    private static void put(Map<String, Object> report, String field, @Nullable String value) {
        if (value != null) {
            report.put(field, value);
        }
    }
}
