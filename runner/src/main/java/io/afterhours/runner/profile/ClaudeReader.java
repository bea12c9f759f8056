package io.afterhours.runner.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;
import io.afterhours.runner.process.PlainText;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the JSON lines of {@code claude -p --output-format stream-json --verbose}. */
final class ClaudeReader implements OutputReader {
    private static final int SHOWN = 400;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(2_000_000)
                            .maxDocumentLength(2_000_000)
                            .build())
                    .build())
            .build();

    private final Consumer<Finding> findings;
    private final ResetTime resetTime;

    private final ClaudeUsage usage;
    private String speaking = "";
    private ClaudePlan plan = ClaudePlan.NONE;
    private boolean began;
    private @Nullable JsonNode result;
    private @Nullable Instant rejectedUntil;
    private boolean rejected;
    private String complaint = "";
    private @Nullable Double percent;

    ClaudeReader(Consumer<Finding> findings, UsageMarks marks, ResetTime resetTime) {
        this.findings = findings;
        this.usage = new ClaudeUsage(marks);
        this.resetTime = resetTime;
    }

    @Override
    public void line(Channel channel, String line) {
        if (channel == Channel.ERR) {
            complaint = PlainText.cut(complaint + PlainText.of(line) + "\n", 4_000);
            say("err", line);
            return;
        }
        if (!line.startsWith("{")) {
            say("out", line);
            return;
        }
        try {
            event(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            say("note", "A line of the agent is no JSON: " + PlainText.cut(line, SHOWN));
        }
    }

    @Override
    public Claim end(Ending.Exited ending) {
        bookRest();
        var claim = ClaudeRules.claim(
                new ClaudeRules.Facts(result, ending.code(), began, rejected, rejectedUntil, complaint.strip()));
        return claim instanceof Claim.Failed failed
                        && failed.failureClass() == FailureClass.RATE_LIMITED
                        && failed.resetAt() == null
                ? new Claim.Failed(
                        failed.failureClass(),
                        failed.text(),
                        failed.summary(),
                        resetTime.in(failed.text()),
                        failed.resumable())
                : claim;
    }

    @Override
    public boolean resumable() {
        return began;
    }

    @Override
    public UsageMarks marks() {
        bookRest();
        return usage.marks();
    }

    private void event(JsonNode event) {
        var type = event.path("type").asText();
        bookFinished(type, event.path("message").path("id").asText());
        switch (type) {
            case "system" -> system(event);
            case "assistant" -> assistant(event);
            case "user" -> toolResults(event);
            case "rate_limit_event" -> rateLimit(event.path("rate_limit_info"));
            case "result" -> result(event);
            default -> {
                // Newer versions say more than we need; the lines of the result are what counts.
            }
        }
    }

    private void system(JsonNode event) {
        switch (event.path("subtype").asText()) {
            case "init" -> {
                began = true;
                say(
                        "note",
                        "Session " + event.path("session_id").asText() + " with "
                                + event.path("model").asText());
            }
            case "api_retry" ->
                say(
                        "note",
                        "The provider answered " + event.path("error_status").asText() + " "
                                + event.path("error").asText() + "; try "
                                + event.path("attempt").asText() + " of "
                                + event.path("max_retries").asText() + " follows");
            default -> {
                // Not for the log.
            }
        }
    }

    private void assistant(JsonNode event) {
        began = true;
        var message = event.path("message");
        var figures = message.path("usage");
        if (message.hasNonNull("id") && figures.hasNonNull("output_tokens")) {
            usage.message(message.path("id").asText(), message.path("model").asText("unknown"), tokens(figures));
        }
        boolean ofSubagent = event.hasNonNull("parent_tool_use_id");
        for (var block : message.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> spoke(block.path("text").asText(), ofSubagent);
                case "tool_use" -> used(block, ofSubagent);
                default -> {
                    // Thinking is not shown.
                }
            }
        }
    }

    private void spoke(String text, boolean ofSubagent) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> say("out", line));
        if (!ofSubagent && !text.isBlank()) {
            progressed(PlainText.cut(
                    PlainText.of(
                            text.lines().filter(l -> !l.isBlank()).findFirst().orElse("")),
                    SHOWN));
        }
    }

    private void used(JsonNode block, boolean ofSubagent) {
        var name = block.path("name").asText();
        var input = block.path("input");
        if (name.equals("TodoWrite") && !ofSubagent) {
            todos(input.path("todos"));
            return;
        }
        var what = input.path("command")
                .asText(input.path("file_path").asText(input.path("description").asText("")));
        say("out", "→ " + name + " " + PlainText.cut(what.lines().findFirst().orElse(""), SHOWN));
    }

    /** The agent's own list says how far it is; the last tenth is for the verification. */
    private void todos(JsonNode todos) {
        int done = 0;
        var doing = "";
        for (var todo : todos) {
            switch (todo.path("status").asText()) {
                case "completed" -> done++;
                case "in_progress" ->
                    doing = todo.path("activeForm").asText(todo.path("content").asText());
                default -> {
                    // Not begun.
                }
            }
        }
        if (!todos.isEmpty()) {
            percent = Math.floor(90.0 * done / todos.size());
            progressed(PlainText.cut(PlainText.of(doing), SHOWN));
        }
    }

    private void toolResults(JsonNode event) {
        for (var block : event.path("message").path("content")) {
            if (block.path("is_error").asBoolean()) {
                var text = block.path("content").asText("");
                say("out", "✗ " + PlainText.cut(text.lines().findFirst().orElse("the tool failed"), SHOWN));
            }
        }
    }

    private void rateLimit(JsonNode info) {
        rejected = info.path("status").asText().equals("rejected");
        if (rejected && info.path("resetsAt").isNumber()) {
            rejectedUntil = Instant.ofEpochSecond(info.path("resetsAt").asLong());
        }
        plan = ClaudePlan.of(info);
        plan.windows().forEach(findings);
    }

    private void result(JsonNode event) {
        result = event;
        usage.settled(event.path("modelUsage"), plan.covers()).forEach(findings);
    }

    /**
     * A message is finished when something else is said: its blocks are lines of their own, and only the last has its figures. What it
     * cost is known to budgets then, and not when the turn is over, which may be hours later.
     */
    private void bookFinished(String type, String message) {
        var said = type.equals("assistant") ? message : "";
        if (!said.equals(speaking) && !type.equals("result")) {
            usage.estimated(plan.covers() ? Finding.SUBSCRIPTION : Finding.ESTIMATED)
                    .forEach(findings);
        }
        speaking = said;
    }

    /**
     * A run that ended without a result has spent all the same. No result will correct the sum, so it counts as it is, also where its
     * model has no price.
     */
    private void bookRest() {
        bookFinished("end", "");
        usage.rest(plan.covers() ? Finding.SUBSCRIPTION : Finding.AGGREGATE).forEach(findings);
    }

    private static Tokens tokens(JsonNode usage) {
        var created = usage.path("cache_creation_input_tokens").asLong();
        var hour =
                usage.path("cache_creation").path("ephemeral_1h_input_tokens").asLong();
        return new Tokens(
                usage.path("input_tokens").asLong(),
                usage.path("output_tokens").asLong(),
                usage.path("cache_read_input_tokens").asLong(),
                Math.max(0, created - hour),
                hour);
    }

    private void progressed(String message) {
        findings.accept(new Finding.Progressed(percent, percent == null ? "Working" : null, message));
    }

    private void say(String stream, String text) {
        findings.accept(new Finding.Said(stream, PlainText.of(text)));
    }
}
