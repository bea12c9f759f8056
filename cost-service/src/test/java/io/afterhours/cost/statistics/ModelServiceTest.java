package io.afterhours.cost.statistics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.ModelMeasured;
import io.afterhours.cost.Bus;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ModelServiceTest {
    @Inject
    Jdbi jdbi;

    @Inject
    Statistician statistician;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    private final String kind = "k-" + UUID.randomUUID().toString().substring(0, 8);
    private final String session = "s-" + kind;

    @Test
    void what_a_model_did_is_shown_and_told_once() throws Exception {
        try (var bus = new Bus(nats)) {
            bus.publish("agent.builder.usage", """
                    {"session":"%s","build":"B-%s","model":"claude-haiku-4-5","inputTokens":1000}""".formatted(session, kind));
            await().until(() -> count("select count(*) from usage where session = '%s'") == 1);
            bus.publish("build.finished.B-" + kind, finished());
            await().until(() -> count("select count(*) from attempt where session = '%s'") == 1);
        }

        statistician.runOnce();
        statistician.runOnce();

        as().get("/api/models?days=2&kind=" + kind)
                .then()
                .statusCode(200)
                .body("days", equalTo(2))
                .body("items.model", contains("claude-haiku-4-5"))
                .body("items[0].succeeded", equalTo(1))
                .body("items[0].retries", equalTo(0))
                .body("items[0].successRate", equalTo(1.0f))
                .body("items[0].cost", equalTo("0.001"))
                .body("items[0].perSuccess", equalTo("0.001"))
                .body("items[0].minutesP50", equalTo(30.0f));
        as().get("/api/models?model=another&kind=" + kind).then().body("items", hasSize(0));
        assertThat(told()).singleElement().satisfies(event -> {
            assertThat(event.model()).isEqualTo("claude-haiku-4-5");
            assertThat(event.days()).isEqualTo(30);
            assertThat(event.costNanos()).isEqualTo(1_000_000);
        });
    }

    @Test
    void days_further_back_than_attempts_are_kept_are_refused() {
        as().get("/api/models?days=91").then().statusCode(400).body("detail", containsString("from 1 to 90"));
    }

    private String finished() {
        var end = Instant.now().minusSeconds(60);
        return """
                {"id":"B-%s","version":7,"state":"finished","title":"Build the page","priority":"high","category":"other",
                 "kind":"%s","tags":[],"agent":"claude","session":"%s","attempt":1,"startedAt":"%s","endedAt":"%s","at":"%s"}""".formatted(kind, kind, session, end.minusSeconds(1800), end, end);
    }

    private long count(String sql) {
        return jdbi.withHandle(
                tx -> tx.createQuery(sql.formatted(session)).mapTo(Long.class).one());
    }

    private List<ModelMeasured> told() {
        return jdbi.withHandle(tx -> tx.createQuery(
                        "select payload from outbox where subject = 'cost.model' and payload like :kind order by seq")
                .bind("kind", "%\"" + kind + "\"%")
                .mapTo(String.class)
                .map(payload -> Json.read(payload.getBytes(StandardCharsets.UTF_8), ModelMeasured.class))
                .list());
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN);
    }
}
