package io.afterhours.foundation.nats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.afterhours.foundation.quarantine.Quarantine;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one process alone reads, in the order of its partitions, from the subject to the table. */
@QuarkusTest
class ReadInOrderTest extends ConnectorTest {
    private static final Consumers CONSUMER = Consumers.PROGRESS_REPORT;

    /** They are of several partitions, and of both halves of them. */
    private static final List<String> AGENTS = List.of("anna", "ben", "carl", "dora", "emil", "fred");

    @Inject
    ProgressLedger progress;

    @Inject
    Quarantine quarantine;

    @Test
    void agents_of_several_partitions_are_applied_in_their_order_and_all_of_it_is_acknowledged() {
        publishAll("several", 0, 50);

        AGENTS.forEach(agent -> await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(progress.messages("several-" + agent)).containsExactlyElementsOf(numbers(0, 50))));
        await().atMost(LIMIT).until(this::allAcknowledged);
    }

    @Test
    void one_that_always_fails_goes_into_quarantine_alone_and_holds_up_nobody() {
        publish("anna", "healthy", "0");
        publish("anna", "ill", ProgressLedger.POISON);
        publish("anna", "healthy", "1");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(progress.messages("healthy")).containsExactly("0", "1"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(quarantine.list(null, 500))
                        .filteredOn(each -> each.subject().equals("agent.anna.progress"))
                        .singleElement()
                        .satisfies(each -> assertThat(each.reason()).contains("refused 3 times")));
        assertThat(progress.messages("ill")).isEmpty();
        await().atMost(LIMIT).until(this::allAcknowledged);
    }

    @Test
    void nothing_is_lost_and_nothing_doubled_when_nats_is_killed() {
        publishAll("killed", 0, 40);
        nats.kill();
        nats.startAgain();
        await("the server takes what is published")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> {
                    publish("anna", "back", "again");
                    return true;
                });
        publishAll("killed", 40, 80);

        AGENTS.forEach(agent -> await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(progress.messages("killed-" + agent))
                        .containsExactlyInAnyOrderElementsOf(numbers(0, 80))));
        await().atMost(LIMIT).until(this::allAcknowledged);
    }

    @Test
    void what_came_while_the_database_was_away_is_applied_when_it_is_back() {
        database.takeDown();
        try {
            publishAll("away", 0, 20);
            await().atMost(LIMIT).until(() -> given().get("/q/health/ready").statusCode() == 503);
        } finally {
            database.bringBack();
            // Whoever got one of the connections that were cut off would fail.
            pool.flush(AgroalDataSource.FlushMode.IDLE);
        }

        AGENTS.forEach(agent -> await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(progress.messages("away-" + agent))
                        .containsExactlyInAnyOrderElementsOf(numbers(0, 20))));
        await().atMost(LIMIT).until(this::allAcknowledged);
    }

    private boolean allAcknowledged() throws Exception {
        var management = connection.jetStreamManagement();
        for (Partition partition : CONSUMER.stream().partitions()) {
            var info = management.getConsumerInfo(partition.name(), CONSUMER.durable());
            if (info.getNumPending() + info.getNumAckPending() > 0) {
                return false;
            }
        }
        return true;
    }

    /** Of each agent as many, in a session of its own. */
    private void publishAll(String session, int from, int to) {
        for (int i = from; i < to; i++) {
            for (var agent : AGENTS) {
                publish(agent, session + "-" + agent, String.valueOf(i));
            }
        }
    }

    private void publish(String agent, String session, String message) {
        try {
            connection
                    .jetStream()
                    .publish(
                            "agent." + agent + ".progress",
                            "{\"session\":\"%s\",\"percent\":1,\"message\":\"%s\"}"
                                    .formatted(session, message)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }
}
