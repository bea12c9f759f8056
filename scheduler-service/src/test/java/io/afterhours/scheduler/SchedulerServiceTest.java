package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import io.afterhours.testkit.ServersResource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the service is wired, and what it says over HTTP to whom. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SchedulerServiceTest extends ServiceTest {
    @Inject
    Scheduler scheduler;

    @Test
    void what_is_done_again_and_again_has_begun() {
        assertThat(scheduler.isStarted()).isTrue();
        assertThat(scheduler.getScheduledJobs())
                .extracting(Trigger::getId)
                .contains(
                        "rescue",
                        "counts",
                        "lanes",
                        "batches",
                        "estimates",
                        "the night's plan",
                        "the end of a pause",
                        "deadlines of builds",
                        "deadlines of questions",
                        "what the queue should cost",
                        "safety: looking at builds again",
                        "calendars",
                        "clean-up");
        await().untilAsserted(
                        () -> assertThat(scheduler.getScheduledJob("estimates").getPreviousFireTime())
                                .isNotNull());
    }

    @Test
    void keeps_the_file_of_the_status_page_in_step() {
        var id = add("""
                {"title":"Be seen in the file","priority":"high"}""");
        var attempt = taken();
        runner().start(attempt);
        awaitFile("## Running (1)\n\n- **" + id + "** Be seen in the file: ");
        runner().succeed(attempt);
        awaitFile("- **" + id + "** Be seen in the file: Finished ");
    }

    private static void awaitFile(String text) {
        await().untilAsserted(() ->
                assertThat(Path.of("target/status/BUILD_STATUS.md")).content().contains(text));
    }

    @Test
    void gives_every_operation_of_its_description_a_name_of_its_own() throws Exception {
        var description =
                Json.mapper().readTree(as().get("/q/openapi?format=json").asString());

        assertThat(description.get("paths").valueStream().flatMap(JsonNode::valueStream))
                .extracting(operation -> operation.path("operationId").asText())
                .hasSizeGreaterThan(30)
                .contains("listBuilds", "approveBuild", "listPolicies")
                .doesNotHaveDuplicates();
    }

    @Test
    void names_the_field_that_is_wrong_and_what_was_expected() {
        as().body("{\"title\":\"x\",\"priority\":\"hgih\"}")
                .post("/api/builds")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("priority"))
                .body("errors[0].expected", containsString("urgent, high, medium, low"))
                .body("errors[0].was", equalTo("hgih"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/builds?q=%00", "/api/builds?limit=many", "/api/audit?limit=%00", "/api/queue/next?n=1.5"})
    void a_parameter_that_cannot_be_read_or_stored_is_the_callers_fault_and_said_so(String address) {
        as().urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid"));
    }

    @ParameterizedTest
    @CsvSource({"builds,0,5000", "builds,5001,5000", "audit,many,500", "escalations,-1,500", "quarantine,501,500"})
    void a_page_of_another_size_than_a_list_can_give_is_refused_by_name(String list, String limit, int most) {
        as().get("/api/" + list + "?limit=" + limit)
                .then()
                .statusCode(400)
                .body("detail", equalTo("limit: expected a number from 1 to " + most + ", was " + limit));
    }

    @ParameterizedTest
    @CsvSource({"audit?after=zzz,after,zzz", "queue/next?n=many,n,many", "quarantine/none,id,none"})
    void what_is_no_number_is_refused_by_its_name(String address, String parameter, String said) {
        var call = address.startsWith("quarantine/") ? as().delete("/api/" + address) : as().get("/api/" + address);
        call.then().statusCode(400).body("detail", equalTo(parameter + ": expected a number, was " + said));
    }

    @Test
    void an_impact_of_nothing_is_refused_and_not_taken_for_the_usual_one() {
        as().body("{\"title\":\"x\",\"impact\":0}")
                .post("/api/builds")
                .then()
                .statusCode(400)
                .body("detail", equalTo("impact: expected a number from 1 to 10, was 0"));
    }

    @Test
    void a_time_that_no_database_can_hold_is_refused() {
        as().body("{\"title\":\"Wait for ever\",\"deadline\":\"+999999999-12-31T23:59:59Z\"}")
                .post("/api/builds")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid"));
    }

    @Test
    void takes_the_same_key_for_the_same_build() {
        var id = add("""
                {"title":"Once","priority":"low","key":"k-1"}""");
        as().header("Idempotency-Key", "k-1")
                .body("{\"title\":\"Once more\"}")
                .post("/api/builds")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
    }

    @Test
    void a_look_at_a_file_says_what_would_be_queued_and_what_was() {
        var file = "- [ ] Paint the fence - Priority: Low\n";
        var look = "/api/queue/import?file=/home/ada/garden.md&apply=false";
        markdown(file).post(look).then().body("found.title", contains("Paint the fence"));
        markdown(file).post("/api/queue/import?file=/home/ada/garden.md").then().statusCode(200);

        markdown(file + "- [ ] Mow the lawn\n")
                .post(look)
                .then()
                .statusCode(200)
                .body("found.title", contains("Mow the lawn"))
                .body("known.title", contains("Paint the fence"))
                .body("imported", empty());
    }

    @Test
    void a_file_that_has_items_and_nothing_to_queue_is_told_from_one_without_any() {
        var take = "/api/queue/import?file=/home/ada/shed.md";
        for (var at : List.of(take, take + "&apply=false")) {
            for (var none : List.of("", "# Notes\n\nThe shed needs paint.\n")) {
                markdown(none).post(at).then().statusCode(200).body("read", equalTo(0));
            }
            markdown("- [x] Paint the shed\n- [-] Burn it down\n")
                    .post(at)
                    .then()
                    .statusCode(200)
                    .body("read", equalTo(2))
                    .body("imported", empty())
                    .body("unread", empty());
        }
    }

    private static RequestSpecification markdown(String text) {
        return as().contentType("text/markdown").body(text);
    }

    @Test
    void refuses_a_caller_without_the_token_and_a_host_that_is_not_ours() {
        given().get("/api/builds").then().statusCode(401);
        as().header("Host", "evil.example").get("/api/builds").then().statusCode(421);
        as().header("Origin", "https://evil.example").get("/api/builds").then().statusCode(403);
    }
}
