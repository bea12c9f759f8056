package io.afterhours.cli.money;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports usage. */
@Command(
        name = "log",
        description =
                "Report the tokens that a session used since its last report; they are priced by the price table.",
        footer = {
            "",
            "Example, of a tool that says what its session used in all:",
            "  afterhours cost log s-1 --model gpt-5 --input 9000 --output 800 --cumulative"
        })
public final class CostLogCommand implements Callable<Integer> {
    private static final List<String> BASES =
            List.of("call", "aggregate", "estimated", "reported", "self-reported", "subscription");

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

    @Option(
            names = "--basis",
            paramLabel = "WORD",
            completionCandidates = Bases.class,
            description = "How the figures came about: call (of one call), aggregate (of several calls together),"
                    + " estimated (no less was used), reported or self-reported (--cost is the provider's word or"
                    + " the agent's own), subscription (a subscription covers it).")
    @Nullable String basis;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "The service tier that was charged, e.g. batch, flex or priority.")
    @Nullable String tier;

    @Option(
            names = "--cumulative",
            description = "These are not the tokens since the last report, but all of the session's so far.")
    boolean cumulative;

    @Option(names = "--at", paramLabel = "TIME", description = "When they were used: " + Moment.FORMS + ".")
    @Nullable String at;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A report that is sent again under the same key counts once.")
    @Nullable String key;

    @Option(names = "--build", paramLabel = "ID", description = "The build that it was for.")
    @Nullable String build;

    @Option(names = "--task", paramLabel = "TEXT", description = "What it was for.")
    @Nullable String task;

    @Option(names = "--agent", paramLabel = "AGENT", description = "Who used them; http where it is missing.")
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
        put(usage, "basis", basis == null ? null : known(basis));
        put(usage, "serviceTier", tier);
        put(usage, "cumulative", cumulative ? true : null);
        put(usage, "at", at == null ? null : moment(at));
        put(usage, "build", build);
        put(usage, "task", task);
        var answer = invocation.server().as(agent).under(key).post("/api/usage", Doc.of(usage));
        return invocation.answer(
                answer.isMissing() ? Doc.of(usage) : answer,
                screen -> screen.line("Reported " + (input + output + cacheRead + cacheWrite + cacheWriteHour)
                        + " tokens of " + model + " for " + session
                        + ", cost " + Money.of(answer.number("cost")) + "."));
    }

    /** Checked here, because a report is free to say it in words of its own, and a slip would be one of them. */
    private static String known(String basis) {
        if (!BASES.contains(basis)) {
            throw Refused.wrongUsage("--basis: expected one of "
                    + String.join(", ", BASES.subList(0, BASES.size() - 1)) + " and " + BASES.getLast() + ", was \""
                    + PlainText.line(basis) + "\".");
        }
        return basis;
    }

    private String moment(String text) {
        return Moment.readPast(
                        "--at",
                        text,
                        invocation.now(),
                        invocation.surroundings().zone())
                .toString();
    }

    private static void put(Map<String, Object> usage, String field, @Nullable Object value) {
        if (value != null) {
            usage.put(field, value);
        }
    }

    /** For completion. */
    static final class Bases extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Bases() {
            super(BASES);
        }
    }
}
