package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs: real PostgreSQL, real NATS, HTTP, and a runner that plays by the script. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SchedulerServiceTest {
    private static final String ALWAYS_OPEN = """
            {"bands":[{"name":"always","days":"every day","from":"00:00","to":"24:00","slots":3}],"retryWaits":["0s","0s"]}""";

    NatsServer nats;

    @Inject
    Jdbi jdbi;

    @Inject
    Scheduler scheduler;

    private @Nullable ScriptedRunner runner;

    @BeforeEach
    void a_policy_that_is_always_open() {
        as().body(ALWAYS_OPEN).put("/api/policies/always").then().statusCode(200);
        as().post("/api/policies/always/use").then().statusCode(200);
        as().post("/api/control/resume").then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        var started = new ScriptedRunner("runner-1", nats);
        started.report(3);
        await().until(() -> slots() >= 3);
        runner = started;
    }

    @AfterEach
    void everything_ends() throws InterruptedException {
        as().body("{\"mode\":\"pause\"}").post("/api/control/pause").then().statusCode(200);
        var open = as().get("/api/builds?state=queued,retrying,dispatched,running,verifying,escalated&limit=500")
                .jsonPath();
        for (var id : open.getList("items.id", String.class)) {
            as().post("/api/builds/" + id + "/cancel").then().statusCode(200);
        }
        runner().drain(jdbi);
        runner().close();
    }

    @Test
    void runs_a_build_from_post_to_finished() {
        var id = add("""
                {"title":"Write the importer","priority":"high","category":"bug fix"}""");
        var attempt = taken();
        assertThat(attempt.build()).isEqualTo(id);
        assertThat(attempt.number()).isEqualTo(1);
        runner().start(attempt);
        awaitState(id, "running");
        runner().succeed(attempt);
        awaitState(id, "finished");
        as().get("/api/builds/" + id)
                .then()
                .body("verdict.code", equalTo("ended"))
                .body("attempts[0].state", equalTo("succeeded"))
                .body("attempts[0].runner", equalTo("runner-1"))
                .body("endedAt", notNullValue());
        as().get("/api/builds/" + id + "/events").then().body("items.type", hasItem("started"));
    }

    @Test
    void gives_the_second_attempt_the_evidence_of_the_first() {
        var id = add("""
                {"title":"Fail once","priority":"high"}""");
        runner().fail(taken(), FailureClass.VERIFICATION_FAILED, "The acceptance command said 1.");
        var second = taken();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.evidence()).contains("The acceptance command said 1.").contains("the last lines");
        assertThat(second.prompt()).isEqualTo("Fail once");
        runner().succeed(second);
        awaitState(id, "finished");
    }

    @Test
    void puts_the_third_failure_before_the_person_with_options() {
        var id = add("""
                {"title":"Fail for ever","priority":"high"}""");
        for (int i = 0; i < 3; i++) {
            runner().fail(taken(), FailureClass.CRASHED, "It crashed.");
        }
        awaitState(id, "escalated");
        var inbox = as().get("/api/escalations").jsonPath();
        var escalation = inbox.getString("items.find { it.build == '" + id + "' }.id");
        assertThat(inbox.getList("items.find { it.build == '" + id + "' }.options", String.class))
                .contains("retry", "drop");
        as().body("{\"option\":\"drop\"}")
                .post("/api/escalations/" + escalation + "/answer")
                .then()
                .statusCode(200)
                .body("state", equalTo("answered"));
        awaitState(id, "failed");
    }

    @Test
    void a_question_over_http_is_of_the_agent_that_the_request_names() {
        as().header("X-Afterhours-Agent", "backup")
                .body("{\"title\":\"Which archive?\"}")
                .post("/api/escalations")
                .then()
                .statusCode(201)
                .body("agent", equalTo("backup"));
        as().header("X-Afterhours-Agent", "scheduler")
                .body("{\"title\":\"Which archive?\"}")
                .post("/api/escalations")
                .then()
                .statusCode(400);
    }

    @Test
    void starts_a_build_that_needs_consent_only_after_it() {
        var id = add("""
                {"title":"Add a feature","priority":"high","category":"new feature"}""");
        as().get("/api/builds/" + id).then().body("verdict.code", equalTo("approval"));
        var inbox = as().get("/api/escalations").jsonPath();
        assertThat(inbox.getString("items.find { it.build == '" + id + "' }.kind"))
                .isEqualTo("approval");
        as().post("/api/builds/" + id + "/approve").then().statusCode(200);
        var attempt = taken();
        assertThat(attempt.build()).isEqualTo(id);
        runner().succeed(attempt);
        awaitState(id, "finished");
    }

    @Test
    void asks_the_person_before_it_starts_what_an_agent_wants() {
        runner().say("builder", "request", "{\"title\":\"Tidy up\",\"priority\":\"high\",\"category\":\"bug fix\"}");
        await().until(() ->
                as().get("/api/builds?q=Tidy").jsonPath().getList("items").size() == 1);
        as().get("/api/builds?q=Tidy")
                .then()
                .body("items[0].createdBy", equalTo("builder"))
                .body("items[0].verdict.code", equalTo("approval"));
        var inbox = as().get("/api/escalations").jsonPath();
        assertThat(inbox.getString("items.find { it.title == 'Approve: Tidy up' }.question"))
                .contains("builder, an agent, asks for it");
    }

    @Test
    void takes_what_was_refused_when_it_is_replayed_and_can_be_true() {
        var last = new BuildId(number(add("{\"title\":\"Write the last chapter\",\"category\":\"new feature\"}")));
        var missing = new BuildId(last.number() + 1);
        runner().say(
                        "builder",
                        "request",
                        "{\"title\":\"Bind the book\",\"dependsOn\":[{\"id\":\"" + missing + "\"}]}");
        runner().say("builder", "escalation", "{\"title\":\"Which cover?\",\"build\":\"" + missing + "\"}");
        await().untilAsserted(() -> assertThat(refusedFor(missing)).hasSize(2));

        for (var number = last.number(); number < missing.number(); ) {
            number = number(add("{\"title\":\"Write an appendix on " + number + "\",\"category\":\"new feature\"}"));
        }
        var refused = refusedFor(missing);
        for (var id : refused) {
            as().post("/api/quarantine/" + id + "/replay").then().statusCode(200);
        }

        assertThat(as().get("/api/builds?q=Bind").jsonPath().getList("items")).hasSize(1);
        assertThat(as().get("/api/escalations").jsonPath().getString("items.find { it.title == 'Which cover?' }.build"))
                .isEqualTo(missing.toString());
        await().untilAsserted(() -> assertThat(as().get("/api/audit")
                        .jsonPath()
                        .getList("items.findAll { it.what == 'replay message' }.target"))
                .containsAll(refused.stream().map(id -> "scheduler/" + id).toList()));
        as().delete("/api/quarantine/" + refused.getFirst()).then().statusCode(200);
        await().untilAsserted(() -> as().get("/api/audit").then().body("items[0].what", equalTo("drop message")));
        as().get("/api/audit")
                .then()
                .body("items[0].target", equalTo("scheduler/" + refused.getFirst()))
                .body("items[0].who", equalTo("person"))
                .body("items[0].result", matchesPattern("agent\\.builder\\.(request|escalation) is never applied"));
    }

    @Test
    void what_a_person_changes_of_budgets_stands_in_the_audit() {
        runner().sayRuled(new MoneyRuled(
                "command line", "set budget", "day", "the release", "limit $20.00 to $200.00", Instant.now()));

        await().untilAsserted(() -> as().get("/api/audit?q=the release")
                .then()
                .body("items[0].who", equalTo("command line"))
                .body("items[0].what", equalTo("set budget"))
                .body("items[0].target", equalTo("day"))
                .body("items[0].result", equalTo("limit $20.00 to $200.00")));
    }

    private static List<Integer> refusedFor(BuildId missing) {
        return as().get("/api/quarantine")
                .jsonPath()
                .getList("items.findAll { it.reason.contains('" + missing + "') }.id", Integer.class);
    }

    private static long number(String id) {
        return BuildId.parse("id", id).number();
    }

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
    void starts_a_build_when_the_one_it_depends_on_has_finished() {
        var first = add("""
                {"title":"Write the first part","priority":"high"}""");
        var second = add("""
                {"title":"Write the second part","priority":"urgent","dependsOn":["%s"]}""".formatted(first));
        as().get("/api/builds/" + second)
                .then()
                .body("verdict.code", equalTo("dependency"))
                .body("verdict.text", containsString(first));
        var attempt = taken();
        assertThat(attempt.build()).isEqualTo(first);
        runner().succeed(attempt);
        var next = taken();
        assertThat(next.build()).isEqualTo(second);
        runner().succeed(next);
        awaitState(second, "finished");
    }

    @Test
    void refuses_the_late_result_of_a_cancelled_attempt_and_shows_it() {
        var id = add("""
                {"title":"Write it too late","priority":"high"}""");
        var attempt = taken();
        runner().start(attempt);
        awaitState(id, "running");
        as().post("/api/builds/" + id + "/cancel").then().statusCode(200);
        runner().succeed(attempt);
        await().until(() -> as().get("/api/builds/" + id).jsonPath().getString("attempts[0].lateResult") != null);
        as().get("/api/builds/" + id)
                .then()
                .body("state", equalTo("cancelled"))
                .body("attempts[0].lateResult", containsString("refused"));
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
    void writes_down_what_a_build_took_beside_what_was_said() {
        var id = add("""
                {"title":"Measure how long the report takes","priority":"high","kind":"grading"}""");
        var attempt = taken();
        runner().start(attempt);
        runner().succeed(attempt);
        awaitState(id, "finished");

        await().untilAsserted(() -> as().get("/api/estimates")
                .then()
                .body("items.find { it.kind == 'grading' }.held.ever.builds", equalTo(1)));
        as().get("/api/estimates/grading")
                .then()
                .body("kind.source", containsString("after 1 build"))
                .body("builds[0].build", equalTo(id))
                .body("builds[0].cost", nullValue());
        as().get("/api/estimates/No%20Kind").then().statusCode(400).body("errors[0].field", equalTo("kind"));
    }

    @Test
    void hears_how_far_attempts_are_that_are_told_of_together() {
        var ids = List.of(
                add("{\"title\":\"Write the first page of the atlas\",\"priority\":\"high\"}"),
                add("{\"title\":\"Write the second page of the atlas\",\"priority\":\"high\"}"));
        var first = taken();
        var second = taken();
        runner().start(first);
        runner().start(second);
        ids.forEach(id -> awaitState(id, "running"));

        runner().sayTogether(Map.of(first, 25.0, second, 75.0));

        await().untilAsserted(() ->
                assertThat(percents(first.session(), second.session())).containsExactlyInAnyOrder(25.0, 75.0));
        runner().succeed(first);
        runner().succeed(second);
        ids.forEach(id -> awaitState(id, "finished"));
    }

    private List<Double> percents(String... sessions) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select percent from attempt_progress where session = any(:sessions)")
                        .bindArray("sessions", String.class, (Object[]) sessions)
                        .mapTo(Double.class)
                        .list());
    }

    @Test
    void three_builds_go_together_two_finish_and_one_goes_back_by_itself() {
        as().body("{\"mode\":\"pause\"}").post("/api/control/pause").then().statusCode(200);
        var first = add(page("Build the landing page of the first shop"));
        var second = add(page("Build the landing page of the second shop"));
        var third = add(page("Build the landing page of the third shop"));
        await().until(() -> proposal() != null);
        as().post("/api/batches/" + proposal() + "/accept")
                .then()
                .statusCode(200)
                .body("state", equalTo("accepted"))
                .body("members.id", equalTo(List.of(first, second, third)));
        as().get("/api/builds/" + third).then().body("verdict.code", equalTo("merge"));
        as().post("/api/control/resume").then().statusCode(200);

        var together = taken();
        assertThat(together.build()).isEqualTo(first);
        assertThat(together.members())
                .extracting(AttemptDispatched.Member::build)
                .containsExactly(second, third);
        var members = ScriptedRunner.members(together);
        members.forEach(runner()::start);
        runner().succeed(members.get(1));
        awaitState(third, "finished");
        runner().fail(members.get(0), FailureClass.VERIFICATION_FAILED, "The acceptance command said 1.");
        runner().succeed(together);
        awaitState(first, "finished");

        var alone = taken();
        assertThat(alone.build()).isEqualTo(second);
        assertThat(alone.number()).isEqualTo(2);
        assertThat(alone.members()).isEmpty();
        assertThat(alone.evidence()).contains("The acceptance command said 1.");
        runner().succeed(alone);
        awaitState(second, "finished");
        await().untilAsserted(() -> as().get("/api/batches")
                .then()
                .body("items.find { it.members.id.contains('" + first + "') }.measured.finished", equalTo(2)));
        assertThat(runner().take(Duration.ofSeconds(1))).isNull();
    }

    private static String page(String title) {
        return """
                {"title":"%s","kind":"landing-page","priority":"high","category":"bug fix","agent":"claude"}""".formatted(title);
    }

    /** That of all three: the loop may have seen two of them before the third was queued. */
    private static @Nullable String proposal() {
        return as().get("/api/batches")
                .jsonPath()
                .getString("items.find { it.state == 'proposed' && it.members.size() == 3 }?.id");
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
    void refuses_a_caller_without_the_token_and_a_host_that_is_not_ours() {
        given().get("/api/builds").then().statusCode(401);
        as().header("Host", "evil.example").get("/api/builds").then().statusCode(421);
        as().header("Origin", "https://evil.example").get("/api/builds").then().statusCode(403);
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }

    private static String add(String build) {
        JsonPath added = as().body(build)
                .post("/api/builds")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return added.getString("id");
    }

    private static void awaitState(String id, String state) {
        await().untilAsserted(() -> assertThat(
                        as().get("/api/builds/" + id).jsonPath().getString("state"))
                .isEqualTo(state));
    }

    private static int slots() {
        return as().get("/api/runners").jsonPath().getInt("items.slots.sum() ?: 0");
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
