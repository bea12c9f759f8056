package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The retry ladder as people read and change it, at the running service. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class LadderServiceTest {
    private static final String ONE = """
            {"rungs":[{"wait":"2min","scope":"smaller","agent":"codex"}],"classes":{"lost":{"most":2}}}""";

    @Inject
    Jdbi jdbi;

    @BeforeEach
    @AfterEach
    void the_ladder_is_as_it_ships() {
        jdbi.useHandle(handle -> {
            handle.execute("delete from ladder_version");
            handle.execute("delete from build where created_by = 'ladder-test'");
            // What other tests climbed is no history here.
            handle.execute("update attempt set rung = 0, climbed = null where rung > 0");
        });
        as().post("/api/policies/night/use").then().statusCode(200);
    }

    @Test
    void shows_the_ladder_as_it_ships() {
        as().get("/api/ladder")
                .then()
                .statusCode(200)
                .body("version", equalTo(0))
                .body("rungs.wait", contains("PT5M", "PT10M"))
                .body("rungs.scope", contains("same", "smaller"))
                .body("classes.auth.next", equalTo("person"))
                .body("classes.lost.most", equalTo(5))
                .body("classes.network.scope", equalTo("same"))
                .body("policy", equalTo("night"))
                .body("rates.least", equalTo(5))
                .body("rates.items", hasSize(0));
    }

    @Test
    void changes_it_while_it_runs_and_keeps_who_when_and_why() {
        as().body(ONE)
                .queryParam("note", "codex mends more")
                .put("/api/ladder")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("rungs", hasSize(1))
                .body("rungs[0].agent", equalTo("codex"))
                .body("classes.lost.most", equalTo(2))
                .body("note", equalTo("codex mends more"));

        as().get("/api/ladder/history")
                .then()
                .body("items.version", contains(1, 0))
                .body("items[0].changedBy", equalTo("person"))
                .body("items[0].note", equalTo("codex mends more"))
                .body("items[1].note", equalTo("as it ships"));
    }

    @Test
    void what_was_read_can_be_sent_back() {
        as().body(ONE).put("/api/ladder").then().statusCode(200);
        var read = as().get("/api/ladder").asString();

        as().body(read).put("/api/ladder").then().statusCode(200).body("version", equalTo(2));

        assertThat(as().get("/api/ladder").jsonPath().getMap("classes"))
                .isEqualTo(JsonPath.from(read).getMap("classes"));
    }

    @Test
    void names_every_fault_and_changes_nothing() {
        var wrong = """
                {"rungs":[{"wait":"-5min","agent":"No Agent"}],"classes":{"crash":{},"crashed":{"next":"uncounted"}}}""";
        for (var answer : new Response[] {
            as().body(wrong).put("/api/ladder"), as().body(wrong).post("/api/ladder/validate")
        }) {
            answer.then()
                    .statusCode(400)
                    .body(
                            "errors.field",
                            hasItems("rungs[0].wait", "rungs[0].agent", "classes.crash", "classes.crashed.most"));
        }
        as().body("[]").put("/api/ladder").then().statusCode(400).body("errors[0].field", equalTo("ladder"));
        as().get("/api/ladder").then().body("version", equalTo(0));
    }

    @Test
    void a_check_answers_with_everything_spelt_out() {
        as().body(ONE)
                .post("/api/ladder/validate")
                .then()
                .statusCode(200)
                .body("rungs[0].prompt.whatFailed", equalTo(true))
                .body("classes.size()", equalTo(11));
        as().get("/api/ladder").then().body("version", equalTo(0));
    }

    @Test
    void takes_a_change_back() {
        as().body("{}").post("/api/ladder/rollback").then().statusCode(409);
        as().body(ONE).put("/api/ladder").then().statusCode(200);

        as().body("{}")
                .post("/api/ladder/rollback")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("rungs", hasSize(2))
                .body("note", equalTo("back to version 0"));
        as().body("{\"version\":1}").post("/api/ladder/rollback").then().body("rungs", hasSize(1));
        as().body("{\"version\":9}")
                .post("/api/ladder/rollback")
                .then()
                .statusCode(404)
                .body("detail", containsString("9"));
    }

    @Test
    void says_that_the_policy_in_force_has_waits_of_its_own() {
        as().body("""
                        {"bands":[{"name":"day","from":"00:00","to":"24:00","slots":0}],"retryWaits":["1s","2s"]}""").put("/api/policies/hasty").then().statusCode(200);
        as().post("/api/policies/hasty/use").then().statusCode(200);

        as().get("/api/ladder").then().body("waits", contains("PT1S", "PT2S")).body("policy", equalTo("hasty"));
    }

    @Test
    void says_how_often_each_rung_led_to_a_finished_build_after_each_class() {
        attempts(1, "crashed", "succeeded", 4);
        attempts(1, "crashed", "failed", 2);
        attempts(1, "timed-out", "succeeded", 4);
        attempts(2, "crashed", "lost", 3);
        attempts(2, "crashed", "cancelled", 3);

        as().get("/api/ladder")
                .then()
                .body("rates.items.rung", contains(1, 1))
                .body("rates.items.after", contains("crashed", "timed-out"))
                .body("rates.items.tried", contains(6, 4))
                .body("rates.items.done", contains(4, 4))
                .body("rates.items[0].rate", equalTo(4f / 6))
                .body("rates.items[1].rate", nullValue());
    }

    private void attempts(int rung, String climbed, String state, int many) {
        for (var each : Collections.nCopies(many, Map.of())) {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            with made as (insert into build (title, prompt, priority, category, kind, impact, effort, pool, approval,
                              state, created_by, created_at, ended_at, score, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                              values ('t', 'p', 'low', 'other', 'code', 1, interval '1 hour', 'default', 'not-needed',
                                'finished', 'ladder-test', now(), now(), 1, 1, 1, 1, 1, 'table') returning number)
                            insert into attempt (build, number, session, state, fence, lease_until, pool, agent, dispatched_at, ended_at,
                              failure_class, rung, climbed)
                            select number, 2, gen_random_uuid(), :state, nextval('fence'), now(), 'default', 'shell', now(), now(),
                              case when :state = 'succeeded' then null else 'crashed' end, :rung, :climbed from made""")
                    .bind("state", state)
                    .bind("rung", rung)
                    .bind("climbed", climbed)
                    .execute());
        }
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
