package io.afterhours.runner.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.PlainText;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a run of Claude Code means. Its {@code subtype} and exit code are not asked: a refused request is a "success"
 * there. Only the result line and, without one, its standard error decide; prose of the agent never does.
 */
final class ClaudeRules {
    private static final Pattern AUTH = Pattern.compile(
            "not logged in|/login|invalid api key|authentication|oauth token|credit balance|account.{0,20}on hold",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LIMIT =
            Pattern.compile("hit your .{0,30}limit|usage limit reached|rate limit", Pattern.CASE_INSENSITIVE);
    private static final Pattern NETWORK = Pattern.compile(
            "connection error|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|fetch failed|request timed out|socket hang up",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONFIG = Pattern.compile(
            "unknown option|--session-id can only|issue with the selected model|model.{0,40}not (found|exist)",
            Pattern.CASE_INSENSITIVE);

    private ClaudeRules() {}

    /**
     * What a run left.
     *
     * @param result the last result line
     * @param began whether its session came to exist
     * @param rejected whether its last word on limits was a refusal
     * @param complaint what it wrote to standard error
     */
    record Facts(
            @Nullable JsonNode result,
            int exitCode,
            boolean began,
            boolean rejected,
            @Nullable Instant rejectedUntil,
            String complaint) {}

    static Claim claim(Facts facts) {
        var result = facts.result();
        return result == null ? withoutResult(facts) : withResult(facts, result);
    }

    private static Claim withResult(Facts facts, JsonNode result) {
        var text = text(result);
        if (!result.path("is_error").asBoolean()) {
            return finished(result, text);
        }
        return switch (result.path("terminal_reason").asText()) {
            case "budget_exhausted" -> failed(FailureClass.OUT_OF_BUDGET, text, null, true);
            case "max_turns" -> failed(FailureClass.AGENT_GAVE_UP, text, null, true);
            case "prompt_too_long" -> failed(FailureClass.AGENT_GAVE_UP, text, null, false);
            case "blocking_limit" -> failed(FailureClass.RATE_LIMITED, text, facts.rejectedUntil(), true);
            default -> refused(facts, result.path("api_error_status").asInt(0), text);
        };
    }

    private static Claim finished(JsonNode result, String text) {
        if (text.startsWith("Unknown command:")) {
            return failed(FailureClass.CONFIG, text, null, false);
        }
        return switch (result.path("terminal_reason").asText("completed")) {
            case "completed", "null", "" -> new Claim.Done(PlainText.cut(text, 20_000));
            default ->
                failed(
                        FailureClass.AGENT_GAVE_UP,
                        "It stopped early (" + result.path("terminal_reason").asText() + "): " + text,
                        null,
                        true);
        };
    }

    private static Claim refused(Facts facts, int status, String text) {
        if (status == 429 || facts.rejected() || LIMIT.matcher(text).find()) {
            return failed(FailureClass.RATE_LIMITED, text, facts.rejectedUntil(), facts.began());
        }
        if (status == 401 || status == 403 || AUTH.matcher(text).find()) {
            return failed(FailureClass.AUTH, text, null, facts.began());
        }
        if (status == 404 || CONFIG.matcher(text).find()) {
            return failed(FailureClass.CONFIG, text, null, facts.began());
        }
        if (status >= 500 || NETWORK.matcher(text).find()) {
            return failed(FailureClass.NETWORK, text, null, facts.began());
        }
        return failed(FailureClass.AGENT_GAVE_UP, text, null, facts.began());
    }

    private static Claim withoutResult(Facts facts) {
        var complaint = facts.complaint();
        if (complaint.contains("No conversation found")) {
            return failed(FailureClass.CRASHED, "The session to go on with is not there any more.", null, false);
        }
        if (AUTH.matcher(complaint).find()) {
            return failed(FailureClass.AUTH, complaint, null, false);
        }
        if (CONFIG.matcher(complaint).find()) {
            return failed(FailureClass.CONFIG, complaint, null, false);
        }
        if (facts.rejected()) {
            return failed(
                    FailureClass.RATE_LIMITED,
                    "The provider's limit is reached.",
                    facts.rejectedUntil(),
                    facts.began());
        }
        var text = "It ended with exit code " + facts.exitCode() + " and without a result."
                + (complaint.isEmpty() ? "" : " " + complaint);
        return failed(FailureClass.CRASHED, text, null, facts.began());
    }

    private static String text(JsonNode result) {
        var text = result.path("result").asText("");
        if (text.isBlank() && !result.path("errors").isEmpty()) {
            text = result.path("errors").get(0).asText("");
        }
        return text.isBlank() ? result.path("terminal_reason").asText("no text") : PlainText.cut(text, 20_000);
    }

    private static Claim failed(FailureClass failureClass, String text, @Nullable Instant resetAt, boolean resumable) {
        var line = text.lines()
                .map(PlainText::of)
                .filter(l -> !l.isBlank())
                .findFirst()
                .orElse(failureClass.word());
        return new Claim.Failed(failureClass, PlainText.cut(line, 2_000), null, resetAt, resumable);
    }
}
