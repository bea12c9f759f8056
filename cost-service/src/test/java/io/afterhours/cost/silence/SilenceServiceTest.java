package io.afterhours.cost.silence;

import static io.afterhours.cost.Http.caller;
import static io.afterhours.cost.Http.report;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.cost.Bus;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SilenceServiceTest {
    @Inject
    Jdbi jdbi;

    @Inject
    SilenceStore store;

    @Inject
    SettableClock clock;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    @Test
    void what_a_session_spends_long_after_it_moved_is_the_cost_of_silence() throws Exception {
        var before = silence();
        try (var bus = new Bus(nats)) {
            var event = """
                    {"session":"q-1","version":3,"agent":"builder","percent":40,"state":"coding","updatedAt":"<at>",
                     "ended":false,"signals":[]}""".replace(
                    "<at>", clock.instant().minus(Duration.ofMinutes(20)).toString());
            bus.publish("progress.sessions.updated", "{\"sessions\":[" + event + "]}");
            bus.publish("progress.updated.q-2", event.replace("q-1", "q-2"));
        }
        await("both sessions")
                .atMost(Duration.ofSeconds(20))
                .until(() -> jdbi.withHandle(tx -> store.standings(tx, List.of("q-1", "q-2")))
                                .size()
                        == 2);

        report("""
                {"session":"q-1","model":"claude-haiku-4-5","inputTokens":2000}""").statusCode(201);
        report("""
                {"session":"q-2","model":"claude-haiku-4-5","inputTokens":1000}""").statusCode(201);
        report("""
                {"session":"q-3","model":"claude-haiku-4-5","inputTokens":1000}""").statusCode(201);

        assertThat(silence().subtract(before)).isEqualByComparingTo("0.003");
    }

    private static BigDecimal silence() {
        return new BigDecimal(
                given(caller()).get("/api/costs/month").then().extract().<String>path("figures.silence"));
    }
}
