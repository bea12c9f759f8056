package io.afterhours.cost;

import static io.restassured.RestAssured.given;

import io.afterhours.testkit.ServersResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What people and agents do over HTTP, as tests do it. */
public final class Http {
    private Http() {}

    /** Somebody who has the token. */
    public static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN);
    }

    /** An agent reports usage. */
    public static ValidatableResponse report(String body) {
        return given(caller())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/usage")
                .then();
    }

    /** The same under a key of its own. */
    public static ValidatableResponse report(String body, String key) {
        return given(caller())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/usage")
                .then();
    }
}
