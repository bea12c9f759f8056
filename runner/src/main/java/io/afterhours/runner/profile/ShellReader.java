package io.afterhours.runner.profile;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Severity;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.agent.WindowReported;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;
import io.afterhours.runner.process.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a script's output: lines that begin with {@code ::} and a known word are reports, all others are log. */
final class ShellReader implements OutputReader {
    private static final int LONGEST_REPORT = 8_000;

    private final Consumer<Finding> findings;
    private @Nullable String summary;
    private Claim.@Nullable Failed failed;

    ShellReader(Consumer<Finding> findings) {
        this.findings = findings;
    }

    @Override
    public void line(Channel channel, String line) {
        var text = PlainText.of(line);
        if (channel == Channel.OUT && text.startsWith("::") && text.length() <= LONGEST_REPORT && isReport(text)) {
            return;
        }
        findings.accept(new Finding.Said(channel == Channel.OUT ? "out" : "err", text));
    }

    @Override
    public Claim end(Ending.Exited ending) {
        if (failed != null) {
            return new Claim.Failed(failed.failureClass(), failed.text(), summary, failed.resetAt(), false);
        }
        if (ending.code() == 0) {
            return new Claim.Done(summary);
        }
        return ending.bySignal()
                ? failure(FailureClass.CRASHED, "The script was ended by signal " + (ending.code() - 128) + ".")
                : failure(FailureClass.AGENT_GAVE_UP, "The script ended with exit code " + ending.code() + ".");
    }

    private Claim failure(FailureClass failureClass, String text) {
        return new Claim.Failed(failureClass, text, summary, null, false);
    }

    @Override
    public boolean resumable() {
        return false;
    }

    @Override
    public UsageMarks marks() {
        return UsageMarks.NONE;
    }

    private boolean isReport(String line) {
        var words = line.substring(2).split(" ", 2);
        var rest = words.length > 1 ? words[1].strip() : "";
        try {
            return switch (words[0]) {
                case "progress" -> progress(rest);
                case "usage" -> usage(rest);
                case "window" -> window(rest);
                case "escalate" -> escalate(rest);
                case "summary" -> summary(rest);
                case "failed" -> failed(rest);
                default -> false;
            };
        } catch (InvalidEvent e) {
            findings.accept(new Finding.Said("note", "Not understood (" + e.getMessage() + "): " + line));
            return true;
        }
    }

    private boolean progress(String rest) {
        var words = rest.split(" ", 2);
        findings.accept(new Finding.Progressed(percent(words[0]), null, words.length > 1 ? words[1] : null));
        return true;
    }

    private static double percent(String word) {
        try {
            var percent = Double.parseDouble(word.replace("%", ""));
            if (percent >= 0 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // No number is as wrong as one out of bounds.
        }
        throw new InvalidEvent("percent", "a number from 0 to 100", word);
    }

    private boolean usage(String json) {
        var usage = Json.read(withSession(json), UsageReported.class);
        var tokens = new Tokens(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadTokens(),
                usage.cacheWriteTokens(),
                usage.cacheWrite1hTokens());
        findings.accept(new Finding.Used(
                usage.model(),
                tokens,
                usage.costUsd(),
                basis(usage),
                usage.serviceTier(),
                Boolean.TRUE.equals(usage.cumulative())));
        return true;
    }

    private boolean window(String json) {
        var window = Json.read(json.getBytes(StandardCharsets.UTF_8), WindowReported.class);
        findings.accept(new Finding.WindowSaid(window.window(), window.usedPercent(), window.resetsAt()));
        return true;
    }

    /** What a script reports it summed up, unless it says otherwise; a cost is by the script's own account, whatever else it says of it. */
    private static String basis(UsageReported usage) {
        var said = usage.basis();
        if (said != null && (said.equals(Finding.SUBSCRIPTION) || said.equals(Finding.ESTIMATED))) {
            return said;
        }
        if (usage.costUsd() != null) {
            return "self-reported";
        }
        return said == null ? Finding.AGGREGATE : said;
    }

    private boolean escalate(String rest) {
        var asked = rest.startsWith("{")
                ? Json.read(rest.getBytes(StandardCharsets.UTF_8), EscalationRequested.class)
                : new EscalationRequested(
                        null, "question", Severity.MEDIUM, rest, null, List.of(), null, null, null, null);
        findings.accept(new Finding.Asked(asked));
        return true;
    }

    private boolean summary(String rest) {
        summary = summary == null ? rest : PlainText.cut(summary + "\n" + rest, 20_000);
        return true;
    }

    private boolean failed(String rest) {
        var words = rest.split(" ", 3);
        var failureClass = FailureClass.of(words[0]);
        var resetAt = words.length > 1 ? time(words[1]) : null;
        var text = rest.substring(words[0].length() + (resetAt == null ? 0 : words[1].length() + 1))
                .strip();
        failed = new Claim.Failed(
                failureClass,
                text.isEmpty() ? "The script says that it failed: " + failureClass.word() + "." : text,
                null,
                resetAt,
                false);
        return true;
    }

    private static @Nullable Instant time(String word) {
        try {
            return Instant.parse(word);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The session of a report is the attempt's own; one that the script names does not matter. */
    private static byte[] withSession(String json) {
        if (!json.startsWith("{") || json.contains("\"session\"")) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        return ("{\"session\":\"own\"" + (json.equals("{}") ? "" : ",") + json.substring(1))
                .getBytes(StandardCharsets.UTF_8);
    }
}
