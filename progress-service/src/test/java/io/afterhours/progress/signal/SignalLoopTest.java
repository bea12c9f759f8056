package io.afterhours.progress.signal;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.progress.session.SessionKeeper;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The loop as it runs, with a clock of its own. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SignalLoopTest {
    private final SettableClock clock = SettableClock.at("2026-11-21T22:00:00Z");
    private final String session = "s-" + UUID.randomUUID();

    @Inject
    Jdbi jdbi;

    @Inject
    SignalKeeper keeper;

    @Inject
    ErrorStore errors;

    @Inject
    SessionKeeper sessions;

    @Inject
    NatsClient nats;

    @Inject
    SignalConfig config;

    @Test
    void says_who_is_silent_also_while_errors_cannot_be_counted() {
        var unreachable = Jdbi.create(() -> {
            throw new SQLException("errors cannot be read");
        });
        var loop = new SignalLoop(
                keeper, new ErrorKeeper(unreachable, errors, sessions, config, clock), nats, config, clock);
        silentForAnHour();
        loop.run();
        clock.advance(config.settle());
        loop.run();
        as().get("/api/progress/" + session).then().body("signals.kind", equalTo(List.of("stalled")));
    }

    private void silentForAnHour() {
        var at = Instant.now().minusSeconds(3_600);
        as().header("X-Afterhours-Agent", "atlas")
                .body("{\"session\":\"" + session + "\",\"percent\":40,\"at\":\"" + at + "\"}")
                .post("/api/progress")
                .then()
                .statusCode(201);
        await().until(() -> jdbi.withHandle(handle -> handle.createUpdate(
                                "update session set published_at = :at where id = :id and published_version = version")
                        .bind("at", at)
                        .bind("id", session)
                        .execute())
                == 1);
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
