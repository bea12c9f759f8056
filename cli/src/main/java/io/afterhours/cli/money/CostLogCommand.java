package io.afterhours.cli.money;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports usage. */
@Command(
        name = "log",
        description =
                "Report the tokens that a session used since its last report; they are priced by the price table.")
public final class CostLogCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "SESSION", description = "The session, e.g. s-1.")
    String session = "";

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "E.g. claude-sonnet-4-5.")
    String model = "";

    @Option(names = "--input", required = true, paramLabel = "N", description = "Input tokens, without cached ones.")
    long input;

    @Option(names = "--output", required = true, paramLabel = "N", description = "Output tokens.")
    long output;

    @Option(names = "--cache-read", paramLabel = "N", description = "Tokens read from a cache.")
    long cacheRead;

    @Option(names = "--cache-write", paramLabel = "N", description = "Tokens written to the 5 minute cache.")
    long cacheWrite;

    @Option(names = "--cache-write-1h", paramLabel = "N", description = "Tokens written to the 1 hour cache.")
    long cacheWriteHour;

    @Option(
            names = "--cost",
            paramLabel = "USD",
            description = "What it cost, where that is known; beats the price table.")
    @Nullable BigDecimal cost;

    @Option(names = "--build", paramLabel = "ID", description = "The build that it was for.")
    @Nullable String build;

    @Option(names = "--task", paramLabel = "TEXT", description = "What it was for.")
    @Nullable String task;

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            description = "Who used them; http where it is missing.")
    @Nullable String agent;

    CostLogCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var usage = new LinkedHashMap<String, Object>();
        usage.put("session", session);
        usage.put("model", model);
        usage.put("inputTokens", input);
        usage.put("outputTokens", output);
        usage.put("cacheReadTokens", cacheRead);
        usage.put("cacheWriteTokens", cacheWrite);
        usage.put("cacheWrite1hTokens", cacheWriteHour);
        if (cost != null) {
            usage.put("costUsd", cost.toPlainString());
        }
        if (build != null) {
            usage.put("build", build);
        }
        if (task != null) {
            usage.put("task", task);
        }
        var answer = invocation.server().as(agent).post("/api/usage", Doc.of(usage));
        return invocation.answer(
                answer.isMissing() ? Doc.of(usage) : answer,
                screen -> screen.line("Reported " + (input + output + cacheRead + cacheWrite + cacheWriteHour)
                        + " tokens of " + model + " for " + session
                        + ", cost " + Money.of(answer.number("cost")) + "."));
    }
}
