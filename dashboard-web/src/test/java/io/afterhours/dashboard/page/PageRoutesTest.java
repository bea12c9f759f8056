package io.afterhours.dashboard.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;

import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a browser may open, reload and keep. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class PageRoutesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/queue/waits",
                "/builds/B-41",
                "/sessions/s-borealis",
                "/sessions/of%20a%2Fscript",
                "/prices/gpt-5.5"
            })
    void a_page_can_be_opened_at_its_address(String address) {
        given().urlEncodingEnabled(false)
                .accept(BROWSER)
                .get(address)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"));
    }

    @Test
    void a_browser_at_an_address_without_a_page_gets_the_one_that_says_so_and_a_program_a_problem() {
        given().accept(BROWSER).get("/nowhere").then().statusCode(404).contentType(startsWith("text/html"));
        given().accept("application/json")
                .get("/nowhere")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().accept(BROWSER).get("/q/nothing").then().contentType(startsWith("application/problem+json"));
    }
}
