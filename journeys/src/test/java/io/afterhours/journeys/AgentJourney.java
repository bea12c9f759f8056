package io.afterhours.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any program with a NATS client takes part: it has a credentials file and says the obvious. */
class AgentJourney {
    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Api api = SUITE.get().api();

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

    private static boolean isRefused(Credentials credentials) throws InterruptedException {
        try (var program = Program.as(credentials)) {
            return program.connection().getStatus() != Connection.Status.CONNECTED;
        } catch (IOException e) {
            return true;
        }
    }

    /** What {@code afterhours agent add} hands out. */
    private record Credentials(String agent, String natsUrl, Path file, String inboxPrefix) {}

    private Credentials added(String agent) throws IOException {
        var added = api.post("/api/agents", "{\"name\":\"" + agent + "\"}");
        var file = Files.writeString(
                SUITE.get().folder().resolve(agent + ".creds"),
                added.path("credentials").asText());
        return new Credentials(
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

    /** A program outside of the suite: nothing but a NATS client and a file. */
    private record Program(String agent, Connection connection, Queue<String> refusals) implements AutoCloseable {
        static Program as(Credentials credentials) throws IOException, InterruptedException {
            var refusals = new ConcurrentLinkedQueue<String>();
            var connection = Nats.connect(new Options.Builder()
                    .server(credentials.natsUrl())
                    .authHandler(Nats.credentials(credentials.file().toString()))
                    .inboxPrefix(credentials.inboxPrefix())
                    .maxReconnects(0)
                    .connectionTimeout(Duration.ofSeconds(10))
                    .errorListener(new ErrorListener() {
                        @Override
                        public void errorOccurred(Connection on, String error) {
                            refusals.add(error);
                        }
                    })
                    .build());
            return new Program(credentials.agent(), connection, refusals);
        }

        /** Publishes as a JetStream client does: it returns when the event is stored. */
        void say(String what, String json) throws Exception {
            connection.jetStream().publish("agent." + agent + "." + what, json.getBytes(UTF_8));
        }

        void publish(String subject, String json) {
            connection.publish(subject, json.getBytes(UTF_8));
        }

        @Override
        public void close() throws InterruptedException {
            connection.close();
        }
    }
}
