package io.afterhours.dashboard.login;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;

import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class LoginTest {
    private static String origin() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    private static String code() {
        String url = given().header("Authorization", "Bearer " + DashboardServers.TOKEN)
                .post("/api/session/link")
                .path("url");
        assertThat(url).startsWith(origin() + "/login#");
        return url.substring(url.indexOf('#') + 1);
    }

    private static Response exchange(String code) {
        return given().contentType(ContentType.JSON)
                .header("Origin", origin())
                .body(Map.of("code", code))
                .post("/api/session");
    }

    private static String session() {
        return exchange(code()).cookie(Sessions.COOKIE);
    }

    @Test
    void a_link_is_exchanged_once_for_a_cookie_that_no_script_and_no_other_site_gets() {
        var code = code();
        exchange(code)
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsStringIgnoringCase("; HttpOnly;"))
                .header("Set-Cookie", containsString("SameSite=Strict"));
        exchange(code).then().statusCode(403).body("type", equalTo("/problems/code-refused"));
    }

    @Test
    void a_link_is_made_for_the_token_alone() {
        given().post("/api/session/link").then().statusCode(401);
        given().cookie(Sessions.COOKIE, session())
                .header("Origin", origin())
                .post("/api/session/link")
                .then()
                .statusCode(401);
    }

    @Test
    void who_signed_in_may_read_and_with_an_origin_of_ours_may_act() {
        var session = session();
        given().cookie(Sessions.COOKIE, session).get("/api/me").then().statusCode(200);
        given().cookie(Sessions.COOKIE, session).get("/api/builds").then().statusCode(200);
        given().cookie(Sessions.COOKIE, session)
                .header("Origin", origin())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/control/resume")
                .then()
                .statusCode(200);
    }

    @Test
    void a_command_from_a_foreign_page_is_refused() {
        var session = session();
        given().cookie(Sessions.COOKIE, session)
                .header("Origin", "http://evil.example")
                .post("/api/control/pause")
                .then()
                .statusCode(403);
        given().cookie(Sessions.COOKIE, session)
                .header("Origin", "null")
                .post("/api/control/pause")
                .then()
                .statusCode(403);
        given().cookie(Sessions.COOKIE, session)
                .post("/api/control/pause")
                .then()
                .statusCode(401);
    }

    @Test
    void nobody_gets_in_without_token_or_cookie_whatever_the_path_looks_like() {
        for (var path : new String[] {
            "/api/builds",
            "/api/stream",
            "/api/me",
            "/api//builds",
            "/api/./builds",
            "/API/builds",
            "/api/builds;x=1",
            "/%61pi/builds"
        }) {
            var status = given().urlEncodingEnabled(false).get(path).statusCode();
            assertThat(status).as(path).isIn(401, 404, 400);
        }
        given().cookie(Sessions.COOKIE, "made.9999999999.up")
                .get("/api/builds")
                .then()
                .statusCode(401);
        given().cookie(Sessions.COOKIE, "no dots").get("/api/builds").then().statusCode(401);
    }

    @Test
    void another_host_name_is_refused() throws Exception {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 421");
        }
    }
}
