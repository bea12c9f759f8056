package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.testkit.ServersResource;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What agents report of a session, in whatever order, shape and number it comes. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ReportServiceTest extends ServiceTest {
    @Test
    void shows_and_publishes_what_an_agent_reports() throws Exception {
        report(
                "builder",
                "{\"session\":\"%s\",\"percent\":50,\"message\":\"API done\",\"task\":\"Build landing page\"}");
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .statusCode(200)
                .body("agent", equalTo("builder"))
                .body("percent", equalTo(50.0f))
                .body("state", equalTo("50%"))
                .body("message", equalTo("API done"))
                .body("task", equalTo("Build landing page"))
                .body("endedAt", nullValue())
                .body("recent", hasSize(1)));
        await().until(() -> !published.isEmpty());
        var change = published.remove();
        assertThat(change.session()).isEqualTo(session);
        assertThat(change.agent()).isEqualTo("builder");
        assertThat(change.percent()).isEqualTo(50);
        assertThat(change.ended()).isFalse();
    }

    @Test
    void what_is_said_because_of_a_report_is_of_its_trace() throws Exception {
        var traceId = "0af7651916cd43dd8448eb211c80319c";
        var told = bus.subscribe("progress.*." + session);
        bus.flush(Duration.ofSeconds(5));
        bus.jetStream()
                .publish(
                        "agent.builder.progress",
                        new Headers().put(Trace.HEADER, "00-" + traceId + "-b7ad6b7169203331-01"),
                        "{\"session\":\"%s\",\"percent\":50}".formatted(session).getBytes(StandardCharsets.UTF_8));

        var change = Objects.requireNonNull(told.nextMessage(Duration.ofSeconds(10)));
        assertThat(Trace.parse(change.getHeaders().getFirst(Trace.HEADER)))
                .map(Trace::id)
                .contains(traceId);
    }

    @Test
    void gives_the_same_end_in_any_order_and_however_often_it_comes() throws Exception {
        var start = Instant.now().minusSeconds(3_600);
        var reports = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            reports.add("{\"session\":\"%s\",\"percent\":" + i / 2.0 + ",\"message\":\"step " + i + "\",\"at\":\""
                    + start.plusSeconds(i) + "\"}");
        }
        reports.add("{\"session\":\"%s\",\"state\":\"Failed\",\"message\":\"it broke\",\"at\":\""
                + start.plusSeconds(300) + "\"}");
        var often = new ArrayList<Integer>();
        for (int i = 0; i < reports.size(); i++) {
            often.addAll(Collections.nCopies(3, i));
        }
        Collections.shuffle(often, new Random(7));
        for (var i : often) {
            publish("agent.builder.progress", session + "-" + i, reports.get(i).formatted(session));
        }
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .body("reports", equalTo(201))
                .body("percent", equalTo(99.5f))
                .body("state", equalTo("Failed"))
                .body("message", equalTo("it broke"))
                .body("endedAt", notNullValue()));
    }

    @Test
    void records_a_late_report_without_reopening_what_ended() throws Exception {
        report("builder", "{\"session\":\"%s\",\"state\":\"Complete\"}");
        report("builder", "{\"session\":\"%s\",\"percent\":10}");
        await().untilAsserted(() -> as().get("/api/progress/" + session)
                .then()
                .body("reports", equalTo(2))
                .body("state", equalTo("Complete"))
                .body("percent", equalTo(100.0f))
                .body("recent[1].mark", equalTo("late")));
    }

    @Test
    void does_not_take_a_late_report_of_a_session_that_was_cleaned_up_for_a_new_one() throws Exception {
        jdbi.useHandle(handle -> handle.execute(
                "insert into session_gone (id, ended_at, gone_at) values (?, now() - interval '3 days', now())",
                session));
        var agent = "a" + session.substring(2, 10);
        report(agent, "{\"session\":\"%s\",\"percent\":10}");
        await().untilAsserted(() ->
                assertThat(quarantined("agent." + agent + ".progress")).contains(session, "was cleaned up"));
        as().get("/api/progress/" + session).then().statusCode(404);
    }

    @Test
    void takes_thousands_of_reports_and_publishes_few_changes_but_always_the_last() throws Exception {
        var started = System.nanoTime();
        var agent = "a" + session.substring(2, 10);
        var acks = new ArrayList<java.util.concurrent.CompletableFuture<?>>();
        for (int i = 1; i <= 5_000; i++) {
            acks.add(bus.jetStream()
                    .publishAsync(
                            "agent." + agent + ".progress",
                            ("{\"session\":\"" + session + "\",\"percent\":" + i / 51.0 + "}")
                                    .getBytes(StandardCharsets.UTF_8)));
            if (acks.size() == 1_000) {
                for (var ack : acks) {
                    ack.get();
                }
                acks.clear();
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> as().get("/api/progress/" + session).then().body("reports", equalTo(5_000)));
        var version = as().get("/api/progress/" + session).jsonPath().getLong("version");
        await().until(() -> published.stream().anyMatch(change -> change.version() == version));
        var tenths = Duration.ofNanos(System.nanoTime() - started).toMillis() / 100;
        assertThat(published).hasSizeLessThanOrEqualTo((int) tenths + 2);
        assertThat(published).extracting(ProgressChanged::percent).isSorted();
    }

    @Test
    void puts_what_it_cannot_read_aside_and_goes_on() throws Exception {
        var agent = "a" + session.substring(2, 10);
        var bad = List.of(
                "",
                "{\"session\":\"" + session,
                "[]",
                "\ufeff",
                "{\"session\":\"%s\",\"percent\":\"half\"}",
                "{\"session\":\"%s\",\"percent\":101}",
                "{\"session\":\"%s\",\"percent\":5,\"at\":\"2099-01-01T00:00:00Z\"}",
                "{\"session\":\"%s\",\"percent\":5,\"percent\":6}",
                "{\"percent\":5}",
                "{\"session\":\"x\\u0000\",\"percent\":5}",
                "{\"x\":" + "[".repeat(5_000) + "}");
        for (var payload : bad) {
            publish("agent." + agent + ".progress", null, payload.replace("%s", session));
        }
        report(agent, "{\"session\":\"%s\",\"percent\":50}");
        awaitPercent(50);
        var reasons = quarantine().getList("items.findAll { it.subject == 'agent." + agent + ".progress' }.reason");
        assertThat(reasons).hasSize(bad.size()).doesNotContainNull();
        as().get("/api/progress/" + session).then().body("reports", equalTo(1));
    }
}
