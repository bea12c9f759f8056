package io.afterhours.contracts.agent;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.afterhours.contracts.Category;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build to queue: the body of {@code POST /api/builds} and the payload of {@code agent.<agent>.request}. A title is
 * enough.
 *
 * @param prompt what the agent is to do; the title where it is missing
 * @param impact 1 to 10; 5 where it is missing
 * @param effort how long a person would take, more than zero and at most 30 days; 1 hour where it is missing. Written
 *     {@code PT2H} or {@code 2h}
 * @param kind a slug such as {@code landing-page}; {@code other} where it is missing
 * @param blockers sentences that say what stands in the way; a build with one waits for a person
 * @param agent the profile wanted, e.g. {@code shell} or {@code claude}
 * @param workspace a folder on the runner's host
 * @param accept the command that proves it done, run in the workspace
 * @param cap the most it may cost, USD
 * @param key idempotency key: the same key is the same build
 */
public record BuildRequested(
        String title,
        String prompt,
        Priority priority,
        Category category,
        String kind,
        Integer impact,
        @JsonDeserialize(using = EffortReader.class) Duration effort,
        List<String> tags,
        List<Dependency> dependsOn,
        List<String> blockers,
        @Nullable String agent,
        @Nullable String model,
        @Nullable String workspace,
        @Nullable String accept,
        @Nullable BigDecimal cap,
        @Nullable Instant deadline,
        @Nullable Instant earliestStart,
        @Nullable String key) {
    public static final Duration LONGEST_EFFORT = Duration.ofDays(30);

    /** So that the order to a runner, with evidence and acceptance command, is a message that its stream takes. */
    private static final int MOST_PROMPT_BYTES = 3 * Check.LONG_TEXT;

    private static final int MOST_BYTES_OF_A_CHARACTER = 6;
    private static final int QUOTES = 2;

    public BuildRequested {
        title = Check.required("title", title, 300).strip();
        prompt =
                prompt == null || prompt.isBlank() ? title : written(Check.required("prompt", prompt, Check.LONG_TEXT));
        priority = priority == null ? Priority.MEDIUM : priority;
        category = category == null ? Category.OTHER : category;
        kind = kind == null ? "other" : Check.id("kind", kind);
        impact = Check.within("impact", impact == null ? 5 : impact, 1, 10);
        effort = effort == null ? Duration.ofHours(1) : effort;
        if (effort.isNegative() || effort.isZero() || effort.compareTo(LONGEST_EFFORT) > 0) {
            throw new InvalidEvent("effort", "more than zero and at most 30 days", effort);
        }
        tags = Check.list("tags", tags, 20);
        for (var tag : tags) {
            Check.id("tags", tag);
        }
        dependsOn = Check.list("dependsOn", dependsOn, 50);
        blockers = Check.list("blockers", blockers, 20);
        for (var blocker : blockers) {
            Check.required("blockers", blocker, 500);
        }
        agent = agent == null ? null : Check.id("agent", agent);
        model = Check.optional("model", model, Check.SHORT);
        workspace = Check.optional("workspace", workspace, 1_000);
        accept = Check.optional("accept", accept, Check.TEXT);
        cap = Check.money("cap", cap);
        deadline = Check.time("deadline", deadline);
        earliestStart = Check.time("earliestStart", earliestStart);
        key = Check.optional("key", key, 200);
    }

    /** Text that is no longer as JSON than most is, which writes a control character as six. */
    private static String written(String prompt) {
        if (prompt.length() > MOST_PROMPT_BYTES / MOST_BYTES_OF_A_CHARACTER) {
            int bytes = Json.write(prompt).length - QUOTES;
            if (bytes > MOST_PROMPT_BYTES) {
                throw new InvalidEvent("prompt", "at most " + MOST_PROMPT_BYTES + " bytes as JSON", bytes + " bytes");
            }
        }
        return prompt;
    }

    /** The same request under an idempotency key. */
    public BuildRequested withKey(String newKey) {
        return with(dependsOn, workspace, newKey);
    }

    /** The same request with other dependencies, workspace and key. */
    public BuildRequested with(List<Dependency> newDependsOn, @Nullable String newWorkspace, @Nullable String newKey) {
        return new BuildRequested(
                title,
                prompt,
                priority,
                category,
                kind,
                impact,
                effort,
                tags,
                newDependsOn,
                blockers,
                agent,
                model,
                newWorkspace,
                accept,
                cap,
                deadline,
                earliestStart,
                newKey);
    }

    /** A build of which only the title is known. */
    public static BuildRequested titled(String title) {
        return new BuildRequested(
                title,
                title,
                Priority.MEDIUM,
                Category.OTHER,
                "other",
                5,
                Duration.ofHours(1),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
