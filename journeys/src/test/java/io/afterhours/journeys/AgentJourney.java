package io.afterhours.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any program with a NATS client takes part: it has a credentials file and says the obvious. What agents cost has its limits. */
class AgentJourney {
    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Api api = SUITE.get().api();
    private final Builds builds = new Builds(api);

    @Test
    void what_an_agent_publishes_with_only_the_obvious_fields_appears() throws Exception {
        try (var builder = Program.as(added("builder"))) {
            builder.say("progress", """
                    {"session":"b-1","percent":50,"message":"API done"}""");
            builder.say("usage", """
                    {"session":"b-1","model":"claude-sonnet-4-5","inputTokens":1000,"outputTokens":100}""");
            builder.say("escalation", """
                    {"title":"Which retry limit?","options":["3","5"]}""");

            await().untilAsserted(() -> {
                var sessions = api.items("/api/progress?agent=builder");
                assertThat(sessions).isNotEmpty();
                var session = sessions.getFirst();
                assertThat(session.path("session").asText()).isEqualTo("b-1");
                assertThat(session.path("percent").asDouble()).isEqualTo(50);
                assertThat(session.path("message").asText()).isEqualTo("API done");
            });
            // 1,000 in at $3 and 100 out at $15 a million
            await().untilAsserted(() -> assertThat(
                            new BigDecimal(rowOf("builder").path("cost").asText()))
                    .isEqualByComparingTo("0.0045"));
            await().untilAsserted(() -> assertThat(asked("Which retry limit?")).isNotNull());
        }
        var escalation = asked("Which retry limit?");
        assertThat(escalation.path("agent").asText()).isEqualTo("builder");
        var answered = api.post("/api/escalations/" + escalation.path("id").asText() + "/answer", "{\"option\":\"5\"}");
        assertThat(answered.path("state").asText()).isEqualTo("answered");
    }

    @Test
    void an_agent_cannot_speak_as_another_nor_read_what_others_say() throws Exception {
        added("victim");
        try (var impostor = Program.as(added("impostor"))) {
            impostor.publish("agent.victim.progress", """
                    {"session":"v-1","percent":100,"message":"forged"}""");
            impostor.publish("build.finished.B-1", "{}");
            impostor.connection().subscribe("agent.>");
            await().untilAsserted(() -> assertThat(impostor.refusals())
                    .anyMatch(each -> each.contains("agent.victim.progress"))
                    .anyMatch(each -> each.contains("build.finished.B-1"))
                    .anyMatch(each -> each.contains("agent.>")));

            impostor.say("progress", """
                    {"session":"i-1","percent":1}""");
            await().until(() -> !api.items("/api/progress?agent=impostor").isEmpty());
        }
        assertThat(api.items("/api/progress?agent=victim")).isEmpty();
    }

    @Test
    void a_message_that_cannot_be_read_goes_to_quarantine_and_disturbs_nothing() throws Exception {
        try (var sloppy = Program.as(added("sloppy"))) {
            sloppy.say("usage", "{\"session\":\"x-1\",\"model\":\"claude-sonnet-4-5\",\"inputTokens\":-5}");
            sloppy.say("usage", "{\"session\":");
            sloppy.say("usage", """
                    {"session":"x-1","model":"claude-sonnet-4-5","inputTokens":1000}""");
            await().untilAsserted(() ->
                    assertThat(rowOf("sloppy").path("calls").asInt()).isEqualTo(1));
        }
        await().untilAsserted(() -> assertThat(api.items("/api/quarantine"))
                .filteredOn(each -> each.path("subject").asText().equals("agent.sloppy.usage"))
                .hasSize(2)
                .anyMatch(each -> each.path("reason").asText().contains("inputTokens")));
    }

    @Test
    void a_removed_agent_is_disconnected_and_refused() throws Exception {
        var file = added("leaver");
        try (var leaver = Program.as(file)) {
            leaver.say("progress", "{\"session\":\"l-1\",\"percent\":10}");
            api.delete("/api/agents/leaver");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> leaver.connection().getStatus() != Connection.Status.CONNECTED);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> isRefused(file));
    }

    @Test
    void a_build_over_its_cap_is_stopped_with_what_it_has_done_and_the_person_is_asked() throws Exception {
        builds.openAllDay();
        var shop = SUITE.get().repository("shop");
        var id = builds.queue("Write the page of the shop", """
                [ "$AFTERHOURS_NUMBER" -gt 1 ] && exit 0
                echo 'half of it' > page
                git add page
                git commit -q -m 'Write half of the page'
                echo 'half is written'
                echo '::usage {"model":"claude-sonnet-4-5","inputTokens":150000}'
                sleep 600""", shop, "0.40");
        builds.awaitState(id, "escalated");

        // 150,000 in at $3 a million
        var why = "It has cost $0.45, and its cap is $0.40.";
        var attempt = builds.attempt(id, 1);
        assertThat(attempt.path("state").asText()).isEqualTo("failed");
        assertThat(attempt.path("failure").path("class").asText()).isEqualTo("out-of-budget");
        assertThat(attempt.path("failure").path("text").asText()).isEqualTo(why);
        assertThat(attempt.path("commits")).hasSize(1);
        var branch = attempt.path("branch").asText();
        assertThat(Suite.run(shop, "git", "log", "--format=%s", branch).lines())
                .containsExactly("Write half of the page", "Begin");
        assertThat(Suite.run(shop, "git", "log", "--format=%s", "main").lines()).containsExactly("Begin");
        Builds.patiently(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(api.items("/api/builds/" + id + "/log"))
                        .extracting(line -> line.path("text").asText())
                        .contains("half is written"));
        assertThat(api.items("/api/limits")).as("nobody's account is limited").isEmpty();

        var question = api.items("/api/escalations").stream()
                .filter(each -> each.path("build").asText().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(question.path("kind").asText()).isEqualTo("failure");
        assertThat(question.path("question").asText()).contains(why);
        api.post("/api/escalations/" + question.path("id").asText() + "/answer", "{\"option\":\"retry\"}");
        builds.awaitState(id, "finished");
        assertThat(builds.get(id).path("attempts")).hasSize(2);
    }

    @Test
    void a_build_that_is_exempt_starts_over_the_budget_and_the_others_wait() {
        builds.openAllDay();
        var limit = budget("day").path("limit").asText();
        api.put("/api/budgets/day", "{\"limit\":\"0\",\"note\":\"nothing today\"}");
        try {
            Builds.patiently(Duration.ofSeconds(30))
                    .until(() -> api.items("/api/escalations").stream()
                            .anyMatch(each -> each.path("title").asText().equals("The budget of this day is spent")));
            var exempt = builds.queue("Write the notes that cannot wait", "echo written");
            var waits = builds.queue("Write the notes that can wait", "echo written");
            assertThat(verdict(exempt)).isEqualTo("budget");

            api.put("/api/budgets/day/exempt/build/" + exempt, "{}");

            builds.awaitState(exempt, "finished");
            assertThat(api.items("/api/builds/" + exempt + "/events"))
                    .extracting(each -> each.path("text").asText())
                    .anyMatch(each -> each.contains("exempt from today's budget (build " + exempt + ")"));
            assertThat(verdict(waits)).isEqualTo("budget");
            api.put("/api/budgets/day", "{\"limit\":\"" + limit + "\"}");
            builds.awaitState(waits, "finished");
        } finally {
            api.put("/api/budgets/day", "{\"limit\":\"" + limit + "\",\"exempt\":[]}");
        }
    }

    private JsonNode budget(String name) {
        return api.items("/api/budgets").stream()
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String verdict(String id) {
        return builds.get(id).path("verdict").path("code").asText();
    }

    private static boolean isRefused(Program.Credentials credentials) throws InterruptedException {
        try (var program = Program.as(credentials)) {
            return program.connection().getStatus() != Connection.Status.CONNECTED;
        } catch (IOException e) {
            return true;
        }
    }

    private Program.Credentials added(String agent) throws IOException {
        var added = api.post("/api/agents", "{\"name\":\"" + agent + "\"}");
        var file = Files.writeString(
                SUITE.get().folder().resolve(agent + ".creds"),
                added.path("credentials").asText());
        return new Program.Credentials(
                agent,
                added.path("natsUrl").asText(),
                file,
                added.path("inboxPrefix").asText());
    }

    private JsonNode rowOf(String agent) {
        for (var row : api.get("/api/costs/today?by=agent").path("rows")) {
            if (row.path("key").asText().equals(agent)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + agent);
    }

    private JsonNode asked(String title) {
        return api.items("/api/escalations").stream()
                .filter(each -> each.path("title").asText().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody asked " + title));
    }
}
