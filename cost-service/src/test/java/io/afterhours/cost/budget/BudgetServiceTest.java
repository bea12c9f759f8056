package io.afterhours.cost.budget;

import static io.afterhours.cost.Http.caller;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class BudgetServiceTest {
    @Inject
    Jdbi jdbi;

    @Test
    void keeps_a_budget_for_a_tag_until_it_is_removed() {
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"limit\":5,\"scope\":{\"tag\":\"growth\"},\"hard\":false}")
                .put("/api/budgets/growth")
                .then()
                .statusCode(200)
                .body("scope.tag", equalTo("growth"))
                .body("period", equalTo("month"))
                .body("hard", equalTo(false));
        given(caller()).delete("/api/budgets/growth").then().statusCode(200).body("items.size()", equalTo(3));
        given(caller()).delete("/api/budgets/growth").then().statusCode(404);
        given(caller()).delete("/api/budgets/day").then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B-42", "b-42", "42", " B-042 "})
    void a_budget_for_a_build_is_for_the_build_however_its_id_is_written(String id) {
        given(caller())
                .contentType(ContentType.JSON)
                .body(Map.of("limit", 5, "scope", Map.of("build", id)))
                .put("/api/budgets/one")
                .then()
                .statusCode(200)
                .body("scope", equalTo(Map.of("build", "B-42")));
        given(caller()).delete("/api/budgets/one").then().statusCode(200);
    }

    @Test
    void lets_something_start_although_a_budget_is_spent_until_that_is_taken_back() {
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"limit\":5,\"scope\":{\"agent\":\"painter\"},\"exempt\":[{\"priority\":\"Urgent\"}]}")
                .put("/api/budgets/painter")
                .then()
                .statusCode(200)
                .body("exempt", contains(Map.of("priority", "urgent")));
        given(caller())
                .put("/api/budgets/painter/exempt/build/b-42?note=release")
                .then()
                .statusCode(200)
                .body("exempt", contains(Map.of("build", "B-42"), Map.of("priority", "urgent")));
        given(caller())
                .put("/api/budgets/painter/exempt/tag/{tag}", "front-page")
                .then()
                .statusCode(200)
                .body("exempt.tag", hasItems("front-page"));
        given(caller())
                .contentType(ContentType.JSON)
                .body("{\"limit\":6}")
                .put("/api/budgets/painter")
                .then()
                .body("limit", equalTo("6.00"))
                .body("exempt.size()", equalTo(3));
        given(caller())
                .delete("/api/budgets/painter/exempt/priority/urgent")
                .then()
                .statusCode(200)
                .body("exempt.size()", equalTo(2));
        given(caller())
                .delete("/api/budgets/painter/exempt/priority/urgent")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no exemption priority urgent of painter."));
        given(caller())
                .put("/api/budgets/painter/exempt/kind/other")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("exempt"));
        given(caller()).delete("/api/budgets/painter").then().statusCode(200);
    }

    @Test
    void sets_a_limit_and_keeps_the_old_one_on_record() {
        given(caller())
                .contentType(ContentType.JSON)
                .body(Map.of("limit", "450.50", "note", "busy month"))
                .put("/api/budgets/month")
                .then()
                .statusCode(200)
                .body("name", equalTo("month"))
                .body("limit", equalTo("450.50"))
                .body("hard", equalTo(true));

        given(caller()).get("/api/budgets").then().body("items.name", hasItems("day", "week", "month"));
        var told = jdbi.withHandle(handle -> handle.createQuery(
                        "select payload from outbox where subject = 'cost.ruled' and payload like '%busy month%'")
                .mapTo(String.class)
                .list());
        assertThat(told).singleElement(as(STRING)).contains("limit $400.00 to $450.50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day | {} | limit",
                "day | {\"limit\":-1} | limit",
                "day | {\"limit\":\"plenty\"} | limit",
                "day | {\"limit\":1e9} | limit",
                "growth | {\"limit\":1} | scope",
                "growth | {\"limit\":1,\"scope\":{\"team\":\"atlas\"}} | scope",
                "growth | {\"limit\":1,\"scope\":{\"tag\":\"\"}} | scope.tag",
                "one | {\"limit\":1,\"scope\":{\"build\":\"importer\"}} | scope.build",
                "one | {\"limit\":1,\"scope\":{\"agent\":\"Claude!\"}} | scope.agent",
                "one | {\"limit\":1,\"scope\":{\"tag\":\"Front page\"}} | scope.tag",
                "day | {\"limit\":1,\"scope\":{\"tag\":\"growth\"}} | scope",
                "day | {\"limit\":1,\"period\":\"week\"} | period",
                "day | {\"limit\":1,\"exempt\":[{\"tag\":\"growth\"},{\"model\":\"opus\"}]} | exempt[1]",
                "day | {\"limit\":1,\"exempt\":[{}]} | exempt[0]",
                "day | {\"limit\":1,\"exempt\":[{\"tag\":\"\"}]} | exempt[0].tag",
                "day | {\"limit\":1,\"exempt\":[{\"agent\":\"Claude!\"}]} | exempt[0].agent",
                "day | {\"limit\":1,\"exempt\":[{\"tag\":\"Front page\"}]} | exempt[0].tag",
                "day | {\"limit\":1,\"exempt\":[{\"build\":\"importer\"}]} | exempt[0].build",
                "day | {\"limit\":1,\"exempt\":[{\"priority\":\"soon\"}]} | exempt[0].priority",
                "one | {\"limit\":1,\"scope\":{\"build\":\"B-1\"},\"exempt\":[{\"tag\":\"growth\"}]} | exempt",
                "Growth! | {\"limit\":1,\"scope\":{\"tag\":\"growth\"}} | name",
            })
    void names_the_field_of_a_limit_that_is_wrong(String name, String body, String field) {
        given(caller())
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/budgets/" + name)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field));
    }
}
