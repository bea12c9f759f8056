package io.afterhours.cost.forecast;

import static io.afterhours.cost.Http.caller;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.contracts.scheduler.QueueExpected.Ending;
import io.afterhours.cost.Bus;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ForecastServiceTest {
    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    @Test
    void says_how_day_week_and_month_will_end() {
        given(caller())
                .get("/api/forecast")
                .then()
                .statusCode(200)
                .body("items.period", contains("day", "week", "month"))
                .body("items[0].p90", notNullValue());
    }

    @Test
    void a_queue_of_builds_raises_the_forecast_before_anything_is_spent() throws Exception {
        var hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        try (var bus = new Bus(nats)) {
            says(
                    bus,
                    new Ending(hour, 2, 2_000_000_000L, 2_500_000_000L),
                    // The test may run while an hour turns.
                    new Ending(hour.plus(Duration.ofHours(1)), 3, 3_000_000_000L, 3_900_000_000L));
            await().untilAsserted(() ->
                    assertThat(month(forecast(), "queued")).isGreaterThanOrEqualTo(new BigDecimal("1.9")));

            var forecast = forecast();
            assertThat(month(forecast, "p50"))
                    .isEqualByComparingTo(month(forecast, "spent")
                            .add(month(forecast, "queued"))
                            .add(month(forecast, "usual")));
            assertThat(forecast.getInt("queue.builds")).isEqualTo(5);
            assertThat(forecast.getString("queue.cost")).isEqualTo("5.00");
            assertThat(forecast.getInt("queue.undated")).isEqualTo(1);

            says(bus);
            await().untilAsserted(() -> assertThat(month(forecast(), "queued")).isZero());
        }
    }

    private static void says(Bus bus, Ending... endings) {
        bus.publish(
                "queue.expected",
                new Headers(),
                Json.write(new QueueExpected(List.of(endings), 1, 400_000_000L, 0, Instant.now())));
    }

    private static BigDecimal month(JsonPath forecast, String field) {
        return new BigDecimal(forecast.getString("items[2]." + field));
    }

    private static JsonPath forecast() {
        return given(caller()).get("/api/forecast").jsonPath();
    }
}
