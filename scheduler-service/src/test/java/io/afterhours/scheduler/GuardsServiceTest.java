package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps builds from starting beside the policy, at the service as it runs: real PostgreSQL, real NATS, a scripted runner. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class GuardsServiceTest {
    private static final String ALWAYS_OPEN = """
            {"bands":[{"name":"always","days":"every day","from":"00:00","to":"24:00","slots":3}],"retryWaits":["0s","0s"]}""";

    NatsServer nats;

    private @Nullable ScriptedRunner runner;

    @BeforeEach
    void a_policy_that_is_always_open() {
        as().body(ALWAYS_OPEN).put("/api/policies/always").then().statusCode(200);
        as().post("/api/policies/always/use").then().statusCode(200);
        as().post("/api/control/resume").then().statusCode(200);
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
        var started = new ScriptedRunner("runner-1", nats);
        started.report(3);
        await().until(() -> as().get("/api/runners").jsonPath().getInt("items.slots.sum() ?: 0") >= 3);
        runner = started;
    }

    @AfterEach
    void everything_ends() throws InterruptedException {
        as().body("{\"mode\":\"stop\"}").post("/api/control/pause").then().statusCode(200);
        var open = as().get("/api/builds?state=queued,retrying,escalated&limit=500")
                .jsonPath();
        for (var id : open.getList("items.id", String.class)) {
            as().post("/api/builds/" + id + "/cancel").then().statusCode(200);
        }
        runner().drain();
        runner().close();
    }

    @Test
    void an_agent_whose_provider_says_no_waits_with_all_its_builds_until_the_person_lifts_the_limit() {
        var met = add("Write the importer");
        var reset = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        runner().limit(taken(), reset);
        await().until(() -> code(met).equals("provider-limit"));
        var other = add("Write the exporter");

        assertThat(runner().take(Duration.ofSeconds(1))).isNull();
        assertThat(code(other)).isEqualTo("provider-limit");
        assertThat(build(other).getString("verdict.text")).startsWith("Waits: shell's account is limited until ");
        assertThat(Instant.parse(build(other).getString("verdict.until"))).isEqualTo(reset);
        assertThat(as().get("/api/control").jsonPath().getString("limits[0].agent"))
                .isEqualTo("shell");
        assertThat(as().get("/api/limits").jsonPath().getString("items[0].build"))
                .isEqualTo(met);

        as().delete("/api/limits/shell?note=bought+more").then().statusCode(200);
        as().delete("/api/limits/shell").then().statusCode(404);

        assertThat(taken().number()).isPositive();
        assertThat(taken().number()).isPositive();
    }

    @Test
    void nothing_starts_while_every_host_is_full_and_it_does_when_there_is_room() {
        var since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        runner().report(3, new HostLoad(40, 84, 130, HostResource.MEMORY, since));
        await().until(() -> as().get("/api/runners").jsonPath().getString("items[0].host.full") != null);
        var build = add("Write the importer");

        assertThat(runner().take(Duration.ofSeconds(1))).isNull();
        assertThat(code(build)).isEqualTo("host-full");
        assertThat(build(build).getString("verdict.text"))
                .startsWith("Waits: 84 % of runner-1's memory is used, too much since today ");

        runner().report(3, new HostLoad(40, 70, 20, null, null));
        assertThat(taken().build()).isEqualTo(build);
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }

    private static String add(String title) {
        return as().body("{\"title\":\"" + title + "\",\"priority\":\"high\"}")
                .post("/api/builds")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    private static JsonPath build(String id) {
        return as().get("/api/builds/" + id).jsonPath();
    }

    private static String code(String id) {
        return build(id).getString("verdict.code");
    }

    private AttemptDispatched taken() {
        var attempt = runner().take(Duration.ofSeconds(10));
        assertThat(attempt).as("a dispatched attempt").isNotNull();
        return attempt;
    }

    private ScriptedRunner runner() {
        assertThat(runner).isNotNull();
        return runner;
    }
}
