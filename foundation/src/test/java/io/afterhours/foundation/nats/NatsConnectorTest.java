package io.afterhours.foundation.nats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.foundation.parking.ParkedStore;
import io.afterhours.foundation.quarantine.Quarantine;
import io.afterhours.testkit.ServersResource;
import io.agroal.api.AgroalDataSource;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the subject to the table, with everything in between broken once. */
@QuarkusTest
class NatsConnectorTest extends ConnectorTest {
    @Inject
    UsageLedger ledger;

    @Inject
    ProgressLedger progress;

    @Inject
    ParkedStore store;

    @Inject
    Quarantine quarantine;

    @Test
    void applies_each_event_once_however_often_it_is_published() {
        for (int i = 0; i < 5; i++) {
            publish("builder", usage("once"), "id-once");
        }
        publish("builder", usage("after-once"), "id-after-once");
        await().until(() -> ledger.count("after-once") == 1);
        assertThat(ledger.count("once")).isEqualTo(1);
    }

    @Test
    void takes_the_same_id_of_two_agents_for_two_events() {
        publish("builder", usage("of-builder"), "ce-id", "shared");
        publish("writer", usage("of-writer"), "ce-id", "shared");
        await().until(() -> ledger.count("of-builder") == 1 && ledger.count("of-writer") == 1);
    }

    @Test
    void puts_another_event_under_a_known_id_into_quarantine() {
        publish("builder", usage("first"), "ce-id", "taken");
        await().until(() -> ledger.count("first") == 1);
        publish("builder", usage("second"), "ce-id", "taken");
        await().until(() -> reasons().stream().anyMatch(reason -> reason.contains("another event is already applied")));
        assertThat(ledger.count("second")).isZero();
    }

    @Test
    void puts_what_cannot_be_read_into_quarantine_with_a_reason_and_goes_on() {
        publish("builder", "", "");
        publish("builder", "{\"session\":", "");
        publish("builder", "{\"session\":\"s\",\"model\":\"m\",\"inputTokens\":\"many\"}", "");
        publish("builder", "{\"session\":\"s\",\"model\":\"m\",\"outputTokens\":-1}", "");
        publish("builder", "[".repeat(1000), "");
        publish("builder", usage("unknown-version"), "ce-type", "io.afterhours.agent.usage.v99");
        publish("builder", usage("neighbour"), "");
        await().until(() -> ledger.count("neighbour") == 1);
        await().untilAsserted(() -> assertThat(reasons())
                .anySatisfy(reason -> assertThat(reason).contains("an empty message"))
                .anySatisfy(reason -> assertThat(reason).contains("well-formed JSON"))
                .anySatisfy(reason -> assertThat(reason).contains("inputTokens"))
                .anySatisfy(
                        reason -> assertThat(reason).contains("outputTokens").contains("-1"))
                .anySatisfy(reason -> assertThat(reason).contains("unknown type or version")));
        assertThat(ledger.count("unknown-version")).isZero();
    }

    @Test
    void isolates_the_one_message_that_always_fails_and_replays_it_when_it_no_longer_does() {
        for (int i = 0; i < 20; i++) {
            publish("builder", usage(i == 10 ? "poison" : "healthy-" + i), "");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> ledger.countLike("healthy-") == 19);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> reasons().stream().anyMatch(reason -> reason.contains("refused 3 times")));
        assertThat(ledger.count("poison")).isZero();

        ledger.cure();
        var entry = quarantine.list(null, 100).stream()
                .filter(each -> each.reason().contains("refused 3 times"))
                .findFirst()
                .orElseThrow();
        asPerson()
                .contentType(ContentType.JSON)
                .post("/api/quarantine/" + entry.id() + "/replay")
                .then()
                .statusCode(200);
        assertThat(ledger.count("poison")).isEqualTo(1);
    }

    @Test
    void finds_what_it_refused_by_its_subject_and_its_reason_page_by_page_and_drops_it() {
        publish("clumsy", "{\"session\":\"s\",\"model\":\"m\",\"outputTokens\":-4711}", "");
        publish("clumsy", "{\"session\":\"s\",\"model\":\"m\",\"outputTokens\":-8}", "");
        await().until(() -> refused("?q=CLUMSY").getList("items.id").size() == 2);
        assertThat(refused("?q=-4711").getList("items")).hasSize(1);
        assertThat(refused("?q=nothing-like-this").getList("items")).isEmpty();
        var first = refused("?q=clumsy&limit=1");
        var second = refused("?q=clumsy&limit=1&after=" + first.getString("next"));
        assertThat(second.getInt("items[0].id")).isLessThan(first.getInt("items[0].id"));

        var id = first.getInt("items[0].id");
        assertThat(asPerson().delete("/api/quarantine/" + id).jsonPath().getString("subject"))
                .isEqualTo("agent.clumsy.usage");
        assertThat(refused("?q=clumsy").getList("items.id")).containsExactly(second.getInt("items[0].id"));
        asPerson().delete("/api/quarantine/" + id).then().statusCode(404);
    }

    private static JsonPath refused(String query) {
        return asPerson().get("/api/quarantine" + query).jsonPath();
    }

    private static RequestSpecification asPerson() {
        return given().header("Authorization", "Bearer " + ServersResource.TOKEN);
    }

    @Test
    void loses_nothing_and_doubles_nothing_when_nats_is_killed() {
        for (int i = 0; i < 30; i++) {
            publish("builder", usage("before-kill-" + i), "bk-" + i);
        }
        nats.kill();
        nats.startAgain();
        await("the server takes what is published")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> {
                    publish("builder", usage("back"), "back");
                    return true;
                });
        for (int i = 0; i < 30; i++) {
            publish("builder", usage("after-kill-" + i), "ak-" + i);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ledger.countLike("before-kill-") == 30 && ledger.countLike("after-kill-") == 30);
    }

    @Test
    void stops_pulling_while_the_database_is_down_and_blames_no_message() {
        var quarantined = quarantine.list(null, 500).size();
        database.takeDown();
        try {
            for (int i = 0; i < 40; i++) {
                publish("builder", usage("while-down-" + i), "");
            }
            await().until(() -> given().get("/q/health/ready").statusCode() == 503);
        } finally {
            database.bringBack();
            // Whoever got one of the connections that were cut off would fail.
            pool.flush(AgroalDataSource.FlushMode.IDLE);
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> ledger.countLike("while-down-") == 40);
        assertThat(quarantine.list(null, 500)).hasSize(quarantined);
    }

    @Test
    void grows_its_batches_with_the_load() {
        for (int i = 0; i < 500; i++) {
            connection.publish("agent.builder.usage", usage("load-" + i).getBytes(StandardCharsets.UTF_8));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.countLike("load-") == 500);
        assertThat(ledger.largestBatch()).isGreaterThan(5).isLessThanOrEqualTo(50);
    }

    @Test
    void sessions_of_one_agent_are_applied_side_by_side_and_each_in_its_order() {
        var numbers = IntStream.range(0, 500).boxed().toList();
        var sessions = List.of("side-a", "side-b", "side-c", "side-d");
        for (int number : numbers) {
            for (var session : sessions) {
                connection.publish("agent.builder.usage", usage(session, number).getBytes(StandardCharsets.UTF_8));
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.countLike("side-") == 2_000);
        assertThat(sessions)
                .allSatisfy(session -> assertThat(ledger.inputs(session)).isEqualTo(numbers));
        assertThat(ledger.mostAtATime()).isEqualTo(2);
    }

    @Test
    void takes_large_messages_in_batches_of_few() {
        var large = "{\"session\":\"large\",\"model\":\"m\",\"unknown\":\"%s\"}".formatted("x".repeat(9_000));
        for (int i = 0; i < 200; i++) {
            connection.publish("agent.builder.usage", large.getBytes(StandardCharsets.UTF_8));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.count("large") == 200);
        assertThat(ledger.mostBytes()).isGreaterThan(9_000).isLessThanOrEqualTo(100_000);
    }

    @Test
    void parks_an_agent_that_floods_and_applies_all_of_it_once_while_others_go_on() {
        progress.hold();
        for (int i = 0; i < 399; i++) {
            connection.publish("agent.flooder.progress", report("flood", "part " + i));
        }
        connection.publish("agent.flooder.progress", "{".getBytes(StandardCharsets.UTF_8));
        await().until(() -> store.list("progress-report").stream()
                .anyMatch(each -> each.agent().equals("flooder")));
        connection.publish("agent.builder.progress", report("beside", "another's"));
        await().until(() -> progress.messages("beside").equals(List.of("another's")));
        assertThat(progress.messages("flood")).hasSizeBetween(1, 398);

        progress.release();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> store.list("progress-report").isEmpty());
        assertThat(progress.messages("flood"))
                .hasSize(399)
                .containsAll(IntStream.range(0, 399).mapToObj(i -> "part " + i).toList());
        assertThat(quarantine.list(null, 500))
                .filteredOn(each -> each.subject().equals("agent.flooder.progress"))
                .hasSize(1);
    }

    private static byte[] report(String session, String message) {
        return "{\"session\":\"%s\",\"percent\":1,\"message\":\"%s\"}"
                .formatted(session, message)
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> reasons() {
        return quarantine.list(null, 500).stream().map(Quarantine.Entry::reason).toList();
    }

    private static String usage(String session) {
        return usage(session, 10);
    }

    private static String usage(String session, int input) {
        return "{\"session\":\"%s\",\"model\":\"claude-sonnet-4-5\",\"inputTokens\":%d}".formatted(session, input);
    }

    private void publish(String agent, String payload, String messageId) {
        publish(agent, payload, "Nats-Msg-Id", messageId);
    }

    private void publish(String agent, String payload, String header, String value) {
        var headers = new Headers();
        if (!value.isEmpty()) {
            headers.put(header, value);
        }
        try {
            connection
                    .jetStream()
                    .publish("agent." + agent + ".usage", headers, payload.getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
