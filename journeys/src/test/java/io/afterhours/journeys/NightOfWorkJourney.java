package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code examples/first-night}, from its import to its end. */
class NightOfWorkJourney {
    private static final String MAKE = "Make the shop's repository";
    private static final String ROUND = "Round the discount to the nearest cent";
    private static final String PRICES = "List the prices";
    private static final String RECEIPT = "Print a receipt";
    private static final String GREET = "Greet the customer";
    private static final String CHANGES = "Keep a change log";
    private static final String TEST = "Test every method";
    private static final String LOOK = "Look around on this machine";
    private static final Duration NIGHT = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Api api = SUITE.get().api();

    @Test
    void a_night_of_work_ends_as_the_example_says() throws Exception {
        var example = copyOfTheExample();

        // With the default policy nothing is forgotten: every build says why it waits or that it runs.
        api.post("/api/control/pause", "{\"note\":\"look first\"}");
        var ids = imported(example);
        assertThat(ids.keySet()).containsExactlyInAnyOrder(MAKE, ROUND, PRICES, RECEIPT, GREET, CHANGES, TEST, LOOK);
        ids.values()
                .forEach(id -> assertThat(build(id).path("verdict").path("text").asText())
                        .isNotBlank());
        assertThat(imported(example)).as("imported once more").isEqualTo(ids);

        api.put("/api/policies/first-night", Files.readString(example.resolve("policy")));
        api.post("/api/policies/first-night/use", "{}");
        api.post("/api/control/resume", "{}");

        var asking = id(ids, GREET);
        await().atMost(NIGHT)
                .until(() -> build(asking).path("verdict").path("code").asText(), "approval"::equals);
        api.post("/api/builds/" + asking + "/approve", "{\"note\":\"friendly\"}");

        await().atMost(NIGHT)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(states(ids))
                        .containsAllEntriesOf(Map.of(
                                MAKE, "finished",
                                ROUND, "finished",
                                PRICES, "finished",
                                RECEIPT, "finished",
                                GREET, "finished",
                                CHANGES, "finished",
                                TEST, "escalated",
                                LOOK, "finished")));

        the_urgent_one_went_first(ids);
        the_dependent_one_waited(ids);
        the_work_is_in_the_repository(example.resolve("shop"));
        the_second_attempt_knew_what_was_wrong_with_the_first(build(id(ids, CHANGES)));
        the_third_failure_is_a_question_with_options(id(ids, TEST));
        progress_was_seen(ids);
        the_money_adds_up(ids);
    }

    private void the_urgent_one_went_first(Map<String, String> ids) {
        var urgent = instant(attempt(build(id(ids, ROUND)), 1), "dispatchedAt");
        for (var other : List.of(PRICES, RECEIPT, GREET, CHANGES, TEST)) {
            assertThat(instant(attempt(build(id(ids, other)), 1), "dispatchedAt"))
                    .as(other)
                    .isAfterOrEqualTo(urgent);
        }
    }

    private void the_dependent_one_waited(Map<String, String> ids) {
        assertThat(instant(build(id(ids, RECEIPT)), "startedAt"))
                .isAfterOrEqualTo(instant(build(id(ids, PRICES)), "endedAt"));
    }

    private static void the_work_is_in_the_repository(Path shop) throws Exception {
        assertThat(Suite.run(shop, "git", "log", "--format=%s", "main"))
                .contains(ROUND, PRICES, RECEIPT, GREET, CHANGES)
                .doesNotContain(TEST);
        assertThat(Suite.run(shop, "git", "status", "--porcelain")).isEmpty();
        assertThat(Files.readString(shop.resolve("CHANGELOG.md"))).containsPattern("## 1\\.1 - \\d{4}-\\d\\d-\\d\\d");
        Suite.run(shop, "./check");
    }

    private static void the_second_attempt_knew_what_was_wrong_with_the_first(JsonNode changes) {
        assertThat(changes.path("attempts")).hasSize(2);
        var first = attempt(changes, 1);
        assertThat(first.path("state").asText()).isEqualTo("failed");
        assertThat(first.path("failure").path("class").asText()).isEqualTo("verification-failed");
        assertThat(first.path("failure").path("evidence").asText()).contains("no date");
        assertThat(attempt(changes, 2).path("state").asText()).isEqualTo("succeeded");
    }

    private void the_third_failure_is_a_question_with_options(String id) {
        assertThat(build(id).path("attempts")).hasSize(3);
        var question = api.items("/api/escalations").stream()
                .filter(each -> each.path("build").asText().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(question.path("kind").asText()).isEqualTo("failure");
        assertThat(question.path("evidence").asText()).contains("no test calls isEmpty");
        assertThat(question.path("options"))
                .extracting(JsonNode::asText)
                .contains("retry", "smaller", "other-agent", "take-over", "drop");
        api.post("/api/escalations/" + question.path("id").asText() + "/answer", "{\"option\":\"drop\"}");
        assertThat(build(id).path("state").asText()).isEqualTo("failed");
    }

    private void progress_was_seen(Map<String, String> ids) {
        // Progress and lines reach their readers on subjects of their own, whatever the build's state says already.
        var session = attempt(build(id(ids, LOOK)), 1).path("session").asText();
        patiently(SOON).untilAsserted(() -> {
            var looked = api.get("/api/progress/" + session);
            assertThat(looked.path("percent").asDouble()).isEqualTo(100);
            assertThat(looked.toString()).contains("Looking around");
        });
        patiently(SOON)
                .untilAsserted(() -> assertThat(api.items("/api/builds/" + id(ids, ROUND) + "/log"))
                        .extracting(line -> line.path("text").asText())
                        .contains("passed: BasketTest"));
    }

    private void the_money_adds_up(Map<String, String> ids) {
        patiently(SOON)
                .untilAsserted(() -> assertThat(api.get("/api/costs/today?by=build")
                                .path("calls")
                                .asInt())
                        .isEqualTo(4));
        var byBuild = api.get("/api/costs/today?by=build");
        assertThat(byBuild.path("rows"))
                .extracting(row -> row.path("key").asText())
                .containsExactlyInAnyOrder(id(ids, PRICES), id(ids, RECEIPT), id(ids, CHANGES));
        // Two attempts at the change log told of their tokens, the two others one each.
        var ledger = SUITE.get().tables("cost");
        var nanos = new BigDecimal(
                ledger.column("select sum(cost_nanos) from usage").getFirst());
        assertThat(new BigDecimal(byBuild.path("total").asText()).movePointRight(9))
                .isEqualByComparingTo(nanos);
        // The scheduler hears of money from the cost service, a little after its ledger knows.
        patiently(SOON)
                .untilAsserted(() -> assertThat(new BigDecimal(
                                build(id(ids, PRICES)).path("cost").asText()))
                        // 12,500 in at $3 and 830 out at $15 a million
                        .isEqualByComparingTo("0.04995"));
    }

    private Map<String, String> imported(Path example) throws IOException {
        var file = example.resolve("BUILD_QUEUE.md");
        var report = api.postMarkdown(
                "/api/queue/import?file=" + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8),
                Files.readString(file));
        assertThat(report.path("unread")).isEmpty();
        var ids = new LinkedHashMap<String, String>();
        for (var list : List.of("imported", "known")) {
            report.path(list)
                    .forEach(each ->
                            ids.put(each.path("title").asText(), each.path("id").asText()));
        }
        return ids;
    }

    private Map<String, String> states(Map<String, String> ids) {
        var wanted = Set.copyOf(ids.values());
        return api.items("/api/builds?limit=50").stream()
                .filter(each -> wanted.contains(each.path("id").asText()))
                .collect(Collectors.toMap(
                        each -> each.path("title").asText(),
                        each -> each.path("state").asText()));
    }

    private static String id(Map<String, String> ids, String title) {
        return requireNonNull(ids.get(title), title);
    }

    private JsonNode build(String id) {
        return api.get("/api/builds/" + id);
    }

    private static Instant instant(JsonNode of, String field) {
        return Instant.parse(of.path(field).asText());
    }

    private static JsonNode attempt(JsonNode build, int number) {
        return build.path("attempts").path(number - 1);
    }

    private static Path copyOfTheExample() throws Exception {
        var copy = SUITE.get().folder().resolve("first-night");
        Suite.run(Suite.root(), "cp", "-R", "examples/first-night", copy.toString());
        // What an earlier night left: its shop, with work in it that the queue's builds cannot do a second time.
        Suite.run(copy, "./make", "--again");
        Suite.run(copy.resolve("shop"), "git", "rm", "--quiet", "-r", "src");
        Suite.run(copy.resolve("shop"), "git", "commit", "--quiet", "--message", "Nothing is left of it");
        return copy;
    }
}
