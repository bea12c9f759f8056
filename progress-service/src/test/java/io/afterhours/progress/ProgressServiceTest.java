package io.afterhours.progress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.ParkedAgents;
import io.afterhours.foundation.nats.StreamKeeper;
import io.afterhours.foundation.parking.ParkedStore;
import io.afterhours.testkit.ServersResource;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it runs: real PostgreSQL, real NATS, HTTP. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ProgressServiceTest {
    @Inject
    Jdbi jdbi;

    @Inject
    ParkedStore parked;

    private Connection bus;
    private final Queue<ProgressChanged> published = new ConcurrentLinkedQueue<>();
    private final String session = "s-" + UUID.randomUUID();

    @BeforeEach
    void join_the_bus() throws Exception {
        bus = Nats.connect(Options.builder()
                .server(ConfigProvider.getConfig().getValue("afterhours.nats.url", String.class))
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
        for (var stream : List.of(
                Streams.AGENT_PROGRESS, Streams.AGENT_LOG, Streams.BUILD, Streams.PROGRESS, Streams.DEAD_LETTER)) {
            StreamKeeper.ensure(bus.jetStreamManagement(), stream);
        }
        bus.createDispatcher(message -> published.add(Json.read(message.getData(), ProgressChanged.class)))
                .subscribe("progress.*." + session);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void leave_the_bus() throws InterruptedException {
        bus.close();
    }

    @Test
    void shows_and_publishes_what_an_agent_reports() throws Exception {
        report(
                "builder",
                "{\"session\":\"%s\",\"percent\":50,\"message\":\"API done\",\"task\":\"Build landing page\"}");
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .statusCode(200)
                .body("agent", equalTo("builder"))
                .body("percent", equalTo(50.0f))
                .body("state", equalTo("50%"))
                .body("message", equalTo("API done"))
                .body("task", equalTo("Build landing page"))
                .body("endedAt", nullValue())
                .body("recent", hasSize(1)));
        await().until(() -> !published.isEmpty());
        var change = published.remove();
        assertThat(change.session()).isEqualTo(session);
        assertThat(change.agent()).isEqualTo("builder");
        assertThat(change.percent()).isEqualTo(50);
        assertThat(change.ended()).isFalse();
    }

    @Test
    void gives_the_same_end_in_any_order_and_however_often_it_comes() throws Exception {
        var start = Instant.now().minusSeconds(3_600);
        var reports = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            reports.add("{\"session\":\"%s\",\"percent\":" + i / 2.0 + ",\"message\":\"step " + i + "\",\"at\":\""
                    + start.plusSeconds(i) + "\"}");
        }
        reports.add("{\"session\":\"%s\",\"state\":\"Failed\",\"message\":\"it broke\",\"at\":\""
                + start.plusSeconds(300) + "\"}");
        var often = new ArrayList<Integer>();
        for (int i = 0; i < reports.size(); i++) {
            often.addAll(Collections.nCopies(3, i));
        }
        Collections.shuffle(often, new Random(7));
        for (var i : often) {
            publish("agent.builder.progress", session + "-" + i, reports.get(i).formatted(session));
        }
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .body("reports", equalTo(201))
                .body("percent", equalTo(99.5f))
                .body("state", equalTo("Failed"))
                .body("message", equalTo("it broke"))
                .body("endedAt", notNullValue()));
    }

    @Test
    void records_a_late_report_without_reopening_what_ended() throws Exception {
        report("builder", "{\"session\":\"%s\",\"state\":\"Complete\"}");
        report("builder", "{\"session\":\"%s\",\"percent\":10}");
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .body("reports", equalTo(2))
                .body("state", equalTo("Complete"))
                .body("percent", equalTo(100.0f))
                .body("recent[1].mark", equalTo("late")));
    }

    @Test
    void refuses_another_agents_word_about_a_session() throws Exception {
        report("builder", "{\"session\":\"%s\",\"percent\":50}");
        awaitPercent(50);
        report("mallory", "{\"session\":\"%s\",\"state\":\"Complete\"}");
        publish("agent.mallory.log", null, "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"gotcha\"}]}");
        await().untilAsserted(() -> {
            assertThat(quarantined("agent.mallory.progress")).contains(session, "belongs to builder");
            assertThat(quarantined("agent.mallory.log")).contains(session, "belongs to builder");
        });
        as().get("/api/progress/" + session)
                .then()
                .body("percent", equalTo(50.0f))
                .body("reports", equalTo(1));
        as().get("/api/progress/log?session=" + session).then().body("items", empty());
        as().body("{\"session\":\"" + session + "\",\"percent\":60}")
                .post("/api/progress")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/foreign-session"))
                .body("detail", containsString("belongs to builder"));
    }

    @Test
    void a_session_is_of_the_agent_that_the_request_names_and_of_no_other() {
        var report = "{\"session\":\"" + session + "\",\"percent\":60}";
        as().header("X-Afterhours-Agent", "backup")
                .body(report)
                .post("/api/progress")
                .then()
                .statusCode(201)
                .body("agent", equalTo("backup"));
        as().header("X-Afterhours-Agent", "crawler")
                .body(report)
                .post("/api/progress")
                .then()
                .statusCode(409)
                .body("detail", containsString("belongs to backup"));
        as().header("X-Afterhours-Agent", "runner-1")
                .body(report)
                .post("/api/progress")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("X-Afterhours-Agent"));
    }

    @Test
    void puts_what_it_cannot_read_aside_and_goes_on() throws Exception {
        var agent = "a" + session.substring(2, 10);
        var bad = List.of(
                "",
                "{\"session\":\"" + session,
                "[]",
                "\ufeff",
                "{\"session\":\"%s\",\"percent\":\"half\"}",
                "{\"session\":\"%s\",\"percent\":101}",
                "{\"session\":\"%s\",\"percent\":5,\"at\":\"2099-01-01T00:00:00Z\"}",
                "{\"session\":\"%s\",\"percent\":5,\"percent\":6}",
                "{\"percent\":5}",
                "{\"session\":\"x\\u0000\",\"percent\":5}",
                "{\"x\":" + "[".repeat(5_000) + "}");
        for (var payload : bad) {
            publish("agent." + agent + ".progress", null, payload.replace("%s", session));
        }
        report(agent, "{\"session\":\"%s\",\"percent\":50}");
        awaitPercent(50);
        var reasons = quarantine().getList("items.findAll { it.subject == 'agent." + agent + ".progress' }.reason");
        assertThat(reasons).hasSize(bad.size()).doesNotContainNull();
        as().get("/api/progress/" + session).then().body("reports", equalTo(1));
    }

    @Test
    void takes_thousands_of_reports_and_publishes_few_changes_but_always_the_last() throws Exception {
        var started = System.nanoTime();
        var agent = "a" + session.substring(2, 10);
        var acks = new ArrayList<java.util.concurrent.CompletableFuture<?>>();
        for (int i = 1; i <= 5_000; i++) {
            acks.add(bus.jetStream()
                    .publishAsync(
                            "agent." + agent + ".progress",
                            ("{\"session\":\"" + session + "\",\"percent\":" + i / 51.0 + "}")
                                    .getBytes(StandardCharsets.UTF_8)));
            if (acks.size() == 1_000) {
                for (var ack : acks) {
                    ack.get();
                }
                acks.clear();
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> as().get("/api/progress/" + session).then().body("reports", equalTo(5_000)));
        var version = as().get("/api/progress/" + session).jsonPath().getLong("version");
        await().until(() -> published.stream().anyMatch(change -> change.version() == version));
        var tenths = Duration.ofNanos(System.nanoTime() - started).toMillis() / 100;
        assertThat(published).hasSizeLessThanOrEqualTo((int) tenths + 2);
        assertThat(published).extracting(ProgressChanged::percent).isSorted();
    }

    @Test
    void shows_an_agent_that_is_parked_with_how_much_of_it_waits() {
        var flooder = "f" + session.substring(2, 10);
        jdbi.useHandle(handle -> handle.execute("""
                insert into parked_agent (consumer, agent, first, last, done, waiting, worker, leased_until)
                values ('progress-report', ?, 10, 20, 12, 8, gen_random_uuid(), now() + interval '1 hour')""", flooder));
        as().get("/api/progress/parked")
                .then()
                .statusCode(200)
                .body("items.find { it.agent == '" + flooder + "' }.waiting", equalTo(8))
                .body("items.find { it.agent == '" + flooder + "' }.since", notNullValue());
        jdbi.useHandle(handle -> handle.execute("delete from parked_agent where agent = ?", flooder));
    }

    @Test
    void tells_once_that_an_agent_is_parked_and_once_that_it_is_no_longer() throws Exception {
        var flooder = "f" + session.substring(2, 10);
        var told = new ConcurrentLinkedQueue<AgentParked>();
        bus.createDispatcher(message -> told.add(Json.read(message.getData(), AgentParked.class)))
                .subscribe("progress.parked." + flooder);
        bus.flush(Duration.ofSeconds(5));

        parked.park("progress-report", List.of(new ParkedAgents.Part(flooder, 1, 1)));

        await().atMost(Duration.ofSeconds(30)).until(() -> told.size() == 2);
        assertThat(told).extracting(AgentParked::parked).containsExactly(true, false);
        assertThat(told).allSatisfy(each -> assertThat(each.perSecond()).isEqualTo(1_000));
    }

    @Test
    void follows_an_attempt_from_its_announcement_to_its_end() throws Exception {
        var build = "B-" + session.substring(2, 8);
        build("dispatched", build, 2, BuildState.DISPATCHED, session, null);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        await().untilAsserted(() -> as().get("/api/progress?builds=" + build)
                .then()
                .body("items", hasSize(1))
                .body("items[0].session", equalTo(session))
                .body("items[0].agent", equalTo("runner-1"))
                .body("items[0].task", equalTo("Build landing page"))
                .body("items[0].state", equalTo("Starting")));
        report("runner-1", "{\"session\":\"%s\",\"percent\":60,\"message\":\"half way\"}");
        awaitPercent(60);
        report("mallory", "{\"session\":\"%s\",\"state\":\"Complete\"}");
        await().untilAsserted(
                        () -> assertThat(quarantined("agent.mallory.progress")).contains(session));
        build("finished", build, 4, BuildState.FINISHED, session, "runner-1");
        build("finished", build, 4, BuildState.FINISHED, session, "runner-1");
        await().untilAsserted(() -> as().get("/api/progress?build=" + build)
                .then()
                .body("items[0].percent", equalTo(100.0f))
                .body("items[0].state", equalTo("Complete"))
                .body("items[0].endedAt", notNullValue()));
        await().until(() -> published.stream().anyMatch(ProgressChanged::ended));
    }

    @Test
    void a_runner_gets_its_session_back_from_a_stranger_who_spoke_first() throws Exception {
        var build = "B-" + session.substring(2, 8);
        report("mallory", "{\"session\":\"%s\",\"state\":\"Complete\",\"message\":\"all done\"}");
        awaitPercent(100);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        await().untilAsserted(() -> as().get("/api/progress/" + session).then().body("agent", equalTo("runner-1")));
        report("runner-1", "{\"session\":\"%s\",\"percent\":10}");
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .body("agent", equalTo("runner-1"))
                .body("percent", equalTo(10.0f))
                .body("endedAt", nullValue())
                .body("recent[0].mark", equalTo("foreign"))
                .body("recent[1].mark", nullValue()));
    }

    @Test
    void does_not_take_a_late_report_of_a_session_that_was_cleaned_up_for_a_new_one() throws Exception {
        jdbi.useHandle(handle -> handle.execute(
                "insert into session_gone (id, ended_at, gone_at) values (?, now() - interval '3 days', now())",
                session));
        var agent = "a" + session.substring(2, 10);
        report(agent, "{\"session\":\"%s\",\"percent\":10}");
        await().untilAsserted(() ->
                assertThat(quarantined("agent." + agent + ".progress")).contains(session, "was cleaned up"));
        as().get("/api/progress/" + session).then().statusCode(404);
    }

    @Test
    void ends_the_session_of_a_build_that_is_cancelled() throws Exception {
        var build = "B-" + session.substring(2, 8);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        build("cancelled", build, 4, BuildState.CANCELLED, null, null);
        await().untilAsserted(() -> as().get("/api/progress?builds=" + build)
                .then()
                .body("items[0].state", equalTo("Cancelled"))
                .body("items[0].endedAt", notNullValue()));
    }

    @Test
    void shows_searches_and_follows_the_log_of_a_build() throws Exception {
        var build = "B-" + session.substring(2, 8);
        build("started", build, 3, BuildState.RUNNING, session, "runner-1");
        publish(
                "agent.runner-1.log",
                session + "-1",
                "{\"session\":\"" + session
                        + "\",\"lines\":[{\"text\":\"Compiling\"},{\"stream\":\"err\",\"text\":\"<b>Warning</b>: deprecated\"}]}");
        publish(
                "agent.runner-1.log",
                session + "-1",
                "{\"session\":\"" + session
                        + "\",\"lines\":[{\"text\":\"Compiling\"},{\"stream\":\"err\",\"text\":\"<b>Warning</b>: deprecated\"}]}");
        publish(
                "agent.runner-1.log",
                session + "-2",
                "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"Done\"}]}");
        await().untilAsserted(() ->
                as().get("/api/progress/log?build=" + build).then().body("items", hasSize(3)));
        var first = as().get("/api/progress/log?limit=2&build=" + build).jsonPath();
        assertThat(first.getList("items.text")).containsExactly("Compiling", "<b>Warning</b>: deprecated");
        as().get("/api/progress/log?build=" + build + "&after=" + first.getString("next"))
                .then()
                .body("items.text", equalTo(List.of("Done")))
                .body("items[0].session", equalTo(session))
                .body("items[0].stream", equalTo("out"));
        as().get("/api/progress/log?q=wARNing&session=" + session)
                .then()
                .body("items", hasSize(1))
                .body("items[0].stream", equalTo("err"));
    }

    @Test
    void takes_a_report_over_http_once_per_key() {
        var body = "{\"session\":\"" + session + "\",\"percent\":25,\"message\":\"by hand\"}";
        var key = "key-" + session;
        as().header("Idempotency-Key", key)
                .body(body)
                .post("/api/progress")
                .then()
                .statusCode(201)
                .body("agent", equalTo("http"))
                .body("percent", equalTo(25.0f));
        as().header("Idempotency-Key", key)
                .body(body)
                .post("/api/progress")
                .then()
                .statusCode(200)
                .body("reports", equalTo(1));
        as().header("Idempotency-Key", key)
                .body(body.replace("25", "30"))
                .post("/api/progress")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/key-reused"));
        as().body("{\"session\":\"" + session + "\",\"state\":\"Complete\"}")
                .post("/api/progress")
                .then()
                .statusCode(201)
                .body("endedAt", notNullValue())
                .body("recent", hasSize(2));
    }

    @Test
    void names_the_field_that_is_wrong() {
        refused(as().body("{\"session\":\"s-1\",\"percent\":\"half\"}").post("/api/progress"), "percent", "a number");
        refused(as().body("{\"percent\":5}").post("/api/progress"), "session", "text");
        refused(as().body("{\"session\":\"s-1\",\"percent\":101}").post("/api/progress"), "percent", "0 to 100");
        refused(as().body("").post("/api/progress"), "payload", "a JSON object");
        refused(as().body("{").post("/api/progress"), "payload", "JSON");
        refused(
                as().body("{\"session\":\"s-1\",\"percent\":5,\"at\":\"2099-01-01T00:00:00Z\"}")
                        .post("/api/progress"),
                "at",
                "not later");
        refused(as().get("/api/progress?limit=many"), "limit", "1 to 500");
        refused(as().get("/api/progress?limit=0"), "limit", "1 to 500");
        refused(as().get("/api/progress?ended=perhaps"), "ended", "true or false");
        refused(as().get("/api/progress?after=nowhere"), "after", "cursor");
        refused(as().get("/api/progress/log"), "session", "a session, or a build");
        refused(as().get("/api/progress/log?session=s-1&after=-1"), "after", "a number from 0 on");
    }

    @Test
    void gives_every_operation_of_its_description_a_name_of_its_own() {
        List<String> names = as().get("/q/openapi?format=json")
                .jsonPath()
                .getList("paths.collectMany { it.value.values().operationId }");

        assertThat(names)
                .contains("listProgress", "listQuarantine")
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void has_no_session_that_was_never_reported() {
        as().get("/api/progress/nobody").then().statusCode(404).body("type", equalTo("/problems/not-found"));
        as().get("/api/progress?builds=B-nothing").then().statusCode(200).body("items", empty());
        as().get("/api/progress/log?build=B-nothing").then().statusCode(200).body("items", empty());
        given().get("/api/progress").then().statusCode(401);
    }

    private static void refused(io.restassured.response.Response response, String field, String expected) {
        response.then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].expected", containsString(expected));
    }

    private void awaitPercent(float percent) {
        await().untilAsserted(() -> as().get("/api/progress/" + session).then().body("percent", equalTo(percent)));
    }

    @Test
    void a_script_without_a_client_reports_by_the_shell_functions_of_the_examples(@TempDir Path state)
            throws Exception {
        assumeTrue(isThere("curl"), "the example needs curl");
        var folder = Files.createDirectory(state.resolve("my \"notes\""));
        Files.writeString(folder.resolve("a.txt"), "a");
        example(state, "", "./backup", state.resolve("archives").toString(), folder.toString());
        as().get("/api/progress/" + session)
                .then()
                .statusCode(200)
                .body("state", equalTo("Complete"))
                .body("percent", equalTo(100.0f))
                .body("reports", equalTo(2))
                .body("agent", equalTo("backup"))
                .body("recent[0].message", equalTo("packing \"" + folder + "\""));
        assertThat(state.resolve("archives").resolve("my \"notes\".tar.gz")).exists();
    }

    @Test
    void a_session_of_claude_code_is_followed_by_the_hook_of_the_examples(@TempDir Path state) throws Exception {
        assumeTrue(isThere("python3"), "the example needs Python");
        var base = "\"session_id\":\"" + session + "\",\"cwd\":\"/home/me/shop\"";
        example(state, "{" + base + ",\"hook_event_name\":\"SessionStart\"}", "./claude-hook");
        example(
                state,
                "{" + base + ",\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Edit\","
                        + "\"tool_input\":{\"file_path\":\"src/cart.ts\"}}",
                "./claude-hook");
        as().get("/api/progress/claude-" + session)
                .then()
                .statusCode(200)
                .body("agent", equalTo("claude-code"))
                .body("task", equalTo("shop"))
                .body("state", equalTo("Working"))
                .body("message", equalTo("Edit: src/cart.ts"));
        example(state, "{" + base + ",\"hook_event_name\":\"SessionEnd\"}", "./claude-hook");
        as().get("/api/progress/claude-" + session).then().body("state", equalTo("Complete"));
        assertThat(example(state, "no JSON", "./claude-hook")).startsWith("afterhours: ");

        example(state, "{" + base + ",\"hook_event_name\":\"SessionStart\",\"source\":\"resume\"}", "./claude-hook");
        as().get("/api/progress/claude-" + session + "-2")
                .then()
                .body("state", equalTo("Starting"))
                .body("endedAt", nullValue());
        example(state, "{" + base + ",\"hook_event_name\":\"SessionEnd\"}", "./claude-hook");
        example(state, "{" + base + ",\"hook_event_name\":\"Stop\"}", "./claude-hook");
        as().get("/api/progress/claude-" + session + "-3").then().body("state", equalTo("Waiting"));
    }

    /** Runs a file of the examples against this service; returns what it said, and nothing makes it fail. */
    private String example(Path state, String input, String... command) throws Exception {
        Files.writeString(
                state.resolve("ports.json"), "{\n  \"url\": \"http://localhost:" + RestAssured.port + "\"\n}");
        Files.writeString(state.resolve("token"), ServersResource.TOKEN);
        var builder = new ProcessBuilder(command)
                .directory(Path.of("../examples/agents-by-http").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("AFTERHOURS_STATE", state.toString(), "SESSION", session));
        var process = builder.start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void report(String agent, String json) throws Exception {
        publish("agent." + agent + ".progress", null, json.replace("%s", session));
    }

    private void publish(String subject, @Nullable String id, String json) throws Exception {
        var headers = new Headers();
        if (id != null) {
            headers.put("ce-id", id);
        }
        bus.jetStream().publish(subject, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    private void build(
            String event,
            String build,
            long version,
            BuildState state,
            @Nullable String ofSession,
            @Nullable String runner)
            throws Exception {
        var now = Instant.now();
        var change = new BuildChanged(
                build,
                version,
                state,
                "Build landing page",
                Priority.HIGH,
                Category.BUG_FIX,
                "landing-page",
                List.of(),
                "shell",
                null,
                ofSession,
                1,
                runner,
                null,
                now,
                now,
                null,
                null,
                null,
                now,
                null);
        bus.jetStream().publish("build." + event + "." + build, Json.write(change));
    }

    private static String quarantined(String subject) {
        return String.join(
                "\n", quarantine().getList("items.findAll { it.subject == '" + subject + "' }.reason", String.class));
    }

    private static JsonPath quarantine() {
        return as().get("/api/quarantine?limit=200").jsonPath();
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
