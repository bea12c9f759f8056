package io.afterhours.cost;

import static io.afterhours.cost.Http.caller;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class CostServiceTest {
    @Test
    void refuses_callers_without_the_token() {
        given().get("/api/costs").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void gives_every_operation_of_its_description_a_name_of_its_own() {
        List<String> names = given(caller())
                .get("/q/openapi?format=json")
                .jsonPath()
                .getList("paths.collectMany { it.value.values().operationId }");

        assertThat(names)
                .contains("listBudgets", "listQuarantine")
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void is_ready_when_its_servers_are() {
        given().get("/q/health/live").then().statusCode(200);
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given(caller()).get("/q/openapi").then().statusCode(200);
    }

    @Test
    void that_events_leave_it_is_part_of_its_health_and_not_of_being_ready() {
        given().get("/q/health").then().body("checks.name", hasItem("outbox"));
        given().get("/q/health/ready").then().body("checks.name", not(hasItem("outbox")));
    }
}
