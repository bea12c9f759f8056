package io.afterhours.progress;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.StreamKeeper;
import io.afterhours.testkit.ServersResource;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of the service as it runs, with real PostgreSQL, real NATS and HTTP, and with a session that is its alone. */
abstract class ServiceTest {
    @Inject
    Jdbi jdbi;

    Connection bus;
    final Queue<ProgressChanged> published = new ConcurrentLinkedQueue<>();
    /** The kinds of event, in the same order: {@code updated}, {@code stalled} and so on. */
    final Queue<String> events = new ConcurrentLinkedQueue<>();

    final String id = UUID.randomUUID().toString();
    final String session = "s-" + id;

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
        bus.createDispatcher(message -> {
                    published.add(Json.read(message.getData(), ProgressChanged.class));
                    events.add(message.getSubject().split("\\.", 3)[1]);
                })
                .subscribe("progress.*." + session);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void leave_the_bus() throws InterruptedException {
        bus.close();
    }

    void awaitPercent(float percent) {
        await().untilAsserted(() -> as().get("/api/progress/" + session).then().body("percent", equalTo(percent)));
    }

    void report(String agent, String json) throws Exception {
        publish("agent." + agent + ".progress", null, json.replace("%s", session));
    }

    void publish(String subject, @Nullable String id, String json) throws Exception {
        var headers = new Headers();
        if (id != null) {
            headers.put("ce-id", id);
        }
        bus.jetStream().publish(subject, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    void build(
            String event,
            String build,
            long version,
            BuildState state,
            @Nullable String ofSession,
            @Nullable String runner)
            throws Exception {
        build(event, build, version, state, ofSession, runner, "landing-page", Instant.now());
    }

    /** Tells of a build of that kind as the scheduler does. */
    void build(
            String event,
            String build,
            long version,
            BuildState state,
            @Nullable String ofSession,
            @Nullable String runner,
            String kind,
            Instant at)
            throws Exception {
        var change = new BuildChanged(
                build,
                version,
                state,
                "Build landing page",
                Priority.HIGH,
                Category.BUG_FIX,
                kind,
                List.of(),
                "shell",
                null,
                ofSession,
                1,
                runner,
                null,
                at,
                at,
                null,
                null,
                null,
                null,
                at,
                null);
        bus.jetStream().publish("build." + event + "." + build, Json.write(change));
    }

    static String quarantined(String subject) {
        return String.join(
                "\n", quarantine().getList("items.findAll { it.subject == '" + subject + "' }.reason", String.class));
    }

    static JsonPath quarantine() {
        return as().get("/api/quarantine?limit=200").jsonPath();
    }

    static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
