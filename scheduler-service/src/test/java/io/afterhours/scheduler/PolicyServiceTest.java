package io.afterhours.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Json;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies and contexts as people change them, at the running service. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class PolicyServiceTest {
    private static final String DAY = """
            {"zone":"Europe/Berlin","bands":[{"name":"day","days":"every day","from":"00:00","to":"24:00","slots":%d}]}""";

    private static final String NEVER = """
            {"zone":"Europe/Berlin","bands":[{"name":"none","days":"every day","from":"00:00","to":"24:00","slots":0}]}""";

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void the_night_policy_counts_and_nobody_said_anything() {
        as().post("/api/policies/night/use").then().statusCode(200);
        as().delete("/api/context").then().statusCode(200);
        jdbi.useHandle(handle -> handle.execute("update whereabouts set last_seen = null"));
    }

    @AfterEach
    void nothing_waits() {
        for (var id : as().get("/api/builds?state=queued&limit=500").jsonPath().getList("items.id", String.class)) {
            as().post("/api/builds/" + id + "/cancel").then().statusCode(200);
        }
    }

    @Test
    void answers_a_saved_policy_with_what_is_probably_not_meant() {
        as().body("""
                        {"bands":[{"name":"day","days":"weekdays","from":"09:00","to":"17:00","slots":1}]}""")
                .put("/api/policies/office")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("warnings.code", contains("gap"))
                .body("warnings[0].times", hasItem("Friday 17:00 to Monday 09:00"));
        as().body("""
                        {"bands":[{"name":"day","from":"00:00","to":"24:00","slots":0}]}""")
                .post("/api/policies/office/validate")
                .then()
                .statusCode(200)
                .body("warnings.code", hasItem("never"));
        as().body("{\"bands\":[{\"name\":\"day\"}]}")
                .post("/api/policies/office/validate")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("bands[0].from"));
        as().get("/api/policies/office").then().body("bands[0].slots", equalTo(1));
    }

    @Test
    void takes_a_change_back_and_takes_that_back() {
        as().body(DAY.formatted(1)).put("/api/policies/turns").then().statusCode(200);
        as().body(DAY.formatted(2)).put("/api/policies/turns").then().body("version", equalTo(2));

        as().body("{}")
                .post("/api/policies/turns/rollback")
                .then()
                .statusCode(200)
                .body("bands[0].slots", equalTo(1));
        as().body("{\"version\":2}").post("/api/policies/turns/rollback").then().body("bands[0].slots", equalTo(2));
        as().get("/api/policies/turns/history")
                .then()
                .body("items.version", contains(4, 3, 2, 1))
                .body("items[0].note", equalTo("back to version 2"))
                .body("items[0].changedBy", equalTo("person"));
        as().body("{\"version\":9}")
                .post("/api/policies/turns/rollback")
                .then()
                .statusCode(404)
                .body("detail", containsString("version 9"));
    }

    @Test
    void says_which_policies_there_are_where_there_is_none_of_that_name() {
        for (var path : List.of("/api/policies/nihgt/use", "/api/policies/nihgt/rollback")) {
            as().body("{}")
                    .post(path)
                    .then()
                    .statusCode(404)
                    .body("detail", startsWith("There is no policy nihgt; there are: "))
                    .body("detail", containsString("night"));
        }
    }

    @Test
    void takes_a_bundled_policy_back_to_how_it_ships() {
        var shipped = as().get("/api/policies/saver").jsonPath().getList("bands");
        as().body(DAY.formatted(1)).put("/api/policies/saver").then().statusCode(200);

        as().body("{\"version\":0}").post("/api/policies/saver/rollback").then().statusCode(200);

        assertThat(as().get("/api/policies/saver").jsonPath().getList("bands")).isEqualTo(shipped);
        as().get("/api/policies/saver/history").then().body("items[-1].version", equalTo(0));
    }

    @Test
    void takes_back_what_it_answered() {
        var answered = as().get("/api/policies/night").asString();

        as().body(answered).put("/api/policies/copy").then().statusCode(200).body("warnings", empty());
    }

    @Test
    void says_what_a_policy_would_do_to_the_builds_that_wait_and_changes_nothing() {
        as().body(NEVER).put("/api/policies/never").then().statusCode(200);
        as().post("/api/policies/never/use").then().statusCode(200);
        var id = as().body("{\"title\":\"Wait for a slot\",\"priority\":\"high\"}")
                .post("/api/builds")
                .jsonPath()
                .getString("id");

        as().body(DAY.formatted(2))
                .post("/api/policies/never/preview")
                .then()
                .statusCode(200)
                .body("against", equalTo("never"))
                .body("waiting", equalTo(1))
                .body("lookedAt", equalTo(1))
                .body("startNowBefore", equalTo(0))
                .body("week.stretches.band", hasItem("day"));
        as().get("/api/policies/never").then().body("bands[0].slots", equalTo(0));
        as().get("/api/builds/" + id).then().body("state", equalTo("queued"));
        as().post("/api/policies/night/preview").then().statusCode(200).body("policy", equalTo("night"));
    }

    @Test
    void shows_the_week_of_a_policy_from_monday_to_monday_without_gaps() {
        var week = as().get("/api/policies/night/week")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var from = week.getList("stretches.from", String.class);
        var until = week.getList("stretches.until", String.class);

        assertThat(from.getFirst()).isEqualTo(week.getString("from"));
        assertThat(until.getLast()).isEqualTo(week.getString("until"));
        assertThat(from.subList(1, from.size())).isEqualTo(until.subList(0, until.size() - 1));
        assertThat(week.getList("stretches.context")).contains("sleeping", "work", "gym", "available", "unknown");
        assertThat(week.getList("stretches.find { it.band == 'work' }.starts", String.class))
                .containsExactly("urgent and high", "approved, any priority, 2 h to 8 h");
        assertThat(Instant.parse(week.getString("nextChange"))).isAfter(Instant.parse(week.getString("now")));
        assertThat(from).contains(week.getString("now"));
    }

    @Test
    void counts_the_persons_word_until_it_ends_or_is_taken_back() throws Exception {
        aPolicyWithoutHoursAtTheGym();
        var until = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        as().body("{\"context\":\"gym\",\"until\":\"" + until + "\"}")
                .put("/api/context")
                .then()
                .statusCode(200)
                .body("context", equalTo("gym"))
                .body("source", equalTo("hand"))
                .body("until", equalTo(until.toString()))
                .body("goesFirst", contains("analysis", "fitness"))
                .body("risk", equalTo("medium"))
                .body("next.at", equalTo(until.toString()));
        as().get("/api/context/upcoming")
                .then()
                .body("items[0].context", equalTo("gym"))
                .body("items[0].source", equalTo("hand"));
        as().get("/api/control")
                .then()
                .body("context.name", equalTo("gym"))
                .body("context.until", equalTo(until.toString()))
                .body("nextChange", notNullValue());
        as().delete("/api/context").then().statusCode(200);
        assertThat(as().get("/api/context").jsonPath().getString("source")).isNotEqualTo("hand");
    }

    /** Else the person would be at the gym still when their word ends, on some days and at some hours. */
    private static void aPolicyWithoutHoursAtTheGym() throws Exception {
        var policy = Json.mapper().readTree(as().get("/api/policies/night").asString());
        for (var rule : policy.path("contexts")) {
            if (rule.path("context").asText().equals("gym")) {
                ((ObjectNode) rule).remove("hours");
            }
        }
        as().body(policy.toString()).put("/api/policies/no-gym").then().statusCode(200);
        as().post("/api/policies/no-gym/use").then().statusCode(200);
    }

    @Test
    void refuses_a_context_that_is_none_and_an_end_that_is_over() {
        as().body("{\"context\":\"beach\"}")
                .put("/api/context")
                .then()
                .statusCode(400)
                .body("errors[0].expected", equalTo("one of sleeping, work, gym, available, unknown"));
        as().body("{\"context\":\"gym\",\"until\":\"2020-01-01T00:00:00Z\"}")
                .put("/api/context")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("until"));
    }

    /** A request that names nobody is the gateway's own, or another service's. */
    @Test
    void takes_a_request_that_a_person_made_as_a_sign_of_presence() {
        as().get("/api/context").then().body("lastSeen", nullValue());
        as().header("X-Afterhours-By", "person")
                .header("X-Afterhours-Unasked", "true")
                .get("/api/control")
                .then()
                .statusCode(200);
        as().get("/api/context").then().body("lastSeen", nullValue());
        as().header("X-Afterhours-By", "cli").get("/api/control").then().statusCode(200);
        as().get("/api/context")
                .then()
                .body("lastSeen", notNullValue())
                .body("context", equalTo("available"))
                .body("source", equalTo("presence"));
    }

    @Test
    void shows_the_next_twelve_hours() {
        var upcoming = as().get("/api/context/upcoming")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(Instant.parse(upcoming.getString("until")))
                .isEqualTo(Instant.parse(upcoming.getString("from")).plus(12, ChronoUnit.HOURS));
        assertThat(upcoming.getString("items[-1].until")).isEqualTo(upcoming.getString("until"));
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
