package io.afterhours.cost.window;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.cost.Bus;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class WindowServiceTest {
    @Inject
    Jdbi jdbi;

    @Inject
    WindowKeeper keeper;

    @Inject
    SettableClock clock;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    @SuppressWarnings("NullAway.Init") // by connect()
    Bus bus;

    private final String agent = "a-" + UUID.randomUUID().toString().substring(0, 8);
    private final Instant reset = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void connect() throws Exception {
        clock.set(Instant.now());
        bus = new Bus(nats);
    }

    @AfterEach
    void disconnect() throws Exception {
        clock.set(Instant.now());
        bus.close();
    }

    @Test
    void what_an_agent_says_of_its_window_is_shown_and_told() {
        say(agent, 42.5, null);

        await().untilAsserted(() -> assertThat(told()).hasSize(1).first().satisfies(window -> {
            assertThat(window.window()).isEqualTo("weekly");
            assertThat(window.usedPercent()).isEqualTo(42.5);
            assertThat(window.reservePercent()).isEqualTo(10);
            assertThat(window.resetsAt()).isEqualTo(reset);
        }));
        as().get("/api/windows")
                .then()
                .statusCode(200)
                .body(mine("usedPercent"), equalTo(42.5f))
                .body(mine("state"), equalTo("open"))
                .body(mine("resetsAt"), equalTo(reset.toString()));
    }

    @Test
    void what_is_said_in_a_session_is_said_of_the_plan_of_the_agent_that_works_in_it() {
        var session = "s-" + agent;
        jdbi.useHandle(handle -> handle.execute(
                "insert into session (session, build, agent, claimed) values (?, 'B-1', ?, false)", session, agent));

        say("runner-of-" + agent, 93, session);

        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        as().get("/api/windows").then().body(mine("state"), equalTo("reserved"));
    }

    @Test
    void what_is_said_in_a_session_that_is_not_known_yet_waits_until_it_is() {
        var session = "s-" + agent;
        say("runner-of-" + agent, 60, session);
        say("runner-of-" + agent, 93, session);
        awaitWaiting(session, 93);
        keeper.runOnce();
        assertThat(told()).isEmpty();

        jdbi.useHandle(handle -> handle.execute(
                "insert into session (session, build, agent, claimed) values (?, 'B-1', ?, false)", session, agent));
        keeper.runOnce();

        assertThat(told()).singleElement().satisfies(window -> {
            assertThat(window.agent()).isEqualTo(agent);
            assertThat(window.usedPercent()).isEqualTo(93);
        });
        as().get("/api/windows")
                .then()
                .body(mine("state"), equalTo("reserved"))
                .body("items.find { it.agent == 'runner-of-%s' }".formatted(agent), equalTo(null));
    }

    @Test
    void a_session_that_the_scheduler_does_not_speak_of_is_its_publishers_own() {
        var session = "s-" + agent;
        say(agent, 42, session);
        awaitWaiting(session, 42);

        clock.set(Instant.now().plusSeconds(31));
        keeper.runOnce();

        assertThat(told())
                .singleElement()
                .satisfies(window -> assertThat(window.agent()).isEqualTo(agent));
    }

    @Test
    void a_window_is_forgotten_five_weeks_after_its_reset() {
        say(agent, 42, null);
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        clock.set(reset.plus(35, ChronoUnit.DAYS));
        keeper.runOnce();
        as().get("/api/windows").then().body(mine("window"), equalTo("weekly"));

        clock.set(reset.plus(35, ChronoUnit.DAYS).plusSeconds(1));
        keeper.runOnce();

        as().get("/api/windows").then().body(mine("window"), equalTo(null));
    }

    private void awaitWaiting(String session, double percent) {
        await().until(() -> jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from window_saying where session = :session and used_percent = :percent")
                .bind("session", session)
                .bind("percent", percent)
                .mapTo(Long.class)
                .one()
                .equals(1L)));
    }

    @Test
    void the_same_said_again_is_told_once_and_a_reserve_that_is_set_is_told() {
        say(agent, 93, null);
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        say(agent, 93, null);

        as().body("{\"reservePercent\":0}")
                .put("/api/windows/%s/weekly".formatted(agent))
                .then()
                .statusCode(200)
                .body(mine("state"), equalTo("open"))
                .body(mine("reservePercent"), equalTo(0));

        assertThat(told()).extracting(WindowChanged::reservePercent).containsExactly(10, 0);
    }

    @Test
    void who_sets_a_reserve_is_published_for_the_audit() {
        say(agent, 42, null);
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        for (var again : List.of("20", "20")) {
            as().header("X-Afterhours-By", "command line")
                    .body("{\"reservePercent\":" + again + "}")
                    .put("/api/windows/%s/weekly".formatted(agent))
                    .then()
                    .statusCode(200);
        }

        assertThat(published("cost.ruled", MoneyRuled.class)).singleElement().satisfies(ruled -> {
            assertThat(ruled.by()).isEqualTo("command line");
            assertThat(ruled.what()).isEqualTo("set window");
            assertThat(ruled.target()).isEqualTo(agent + " weekly");
            assertThat(ruled.result()).isEqualTo("kept for the person 10 % to 20 %");
        });
    }

    @Test
    void who_has_no_nats_says_it_over_http() {
        as().body("{\"usedPercent\":100,\"resetsAt\":\"%s\",\"reservePercent\":5}".formatted(reset))
                .put("/api/windows/%s/five-hour".formatted(agent))
                .then()
                .statusCode(200)
                .body(mine("state"), equalTo("spent"))
                .body(mine("reservePercent"), equalTo(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reservePercent\":101}",
                "{\"reservePercent\":-1}",
                "{\"usedPercent\":50}",
                "{\"usedPercent\":-1,\"resetsAt\":\"2026-11-21T15:00:00Z\"}",
                "{\"usedPercent\":50,\"resetsAt\":\"2126-11-21T15:00:00Z\"}"
            })
    void names_what_is_wrong(String body) {
        as().body(body)
                .put("/api/windows/%s/weekly".formatted(agent))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        as().get("/api/windows").then().body(mine("state"), equalTo(null));
    }

    @Test
    void a_window_that_nobody_spoke_of_keeps_nothing() {
        as().body("{\"reservePercent\":20}")
                .put("/api/windows/%s/weekly".formatted(agent))
                .then()
                .statusCode(404)
                .body("detail", containsString("weekly of agent " + agent));
    }

    private void say(String publisher, double percent, @Nullable String session) {
        bus.publish(
                "agent.%s.window".formatted(publisher),
                "{\"window\":\"weekly\",\"usedPercent\":%s,\"resetsAt\":\"%s\"%s}"
                        .formatted(percent, reset, session == null ? "" : ",\"session\":\"" + session + "\""));
    }

    /** What was told of this test's agent, in order. */
    private List<WindowChanged> told() {
        return published("cost.window", WindowChanged.class);
    }

    private <T> List<T> published(String subject, Class<T> type) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select payload from outbox where subject = :subject and payload like :agent order by seq")
                .bind("subject", subject)
                .bind("agent", "%\"" + agent + "%")
                .mapTo(String.class)
                .map(payload -> Json.read(payload.getBytes(StandardCharsets.UTF_8), type))
                .list());
    }

    private String mine(String field) {
        return "items.find { it.agent == '%s' }?.%s".formatted(agent, field);
    }

    private static RequestSpecification as() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN)
                .contentType(ContentType.JSON);
    }
}
