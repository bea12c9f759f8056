package io.afterhours.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person does by hand, and that it stands in the audit. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class AuditServiceTest extends ServiceTest {
    @Test
    void takes_what_was_refused_when_it_is_replayed_and_can_be_true() {
        var last = new BuildId(number(add("{\"title\":\"Write the last chapter\",\"category\":\"new feature\"}")));
        var missing = new BuildId(last.number() + 1);
        runner().say(
                        "builder",
                        "request",
                        "{\"title\":\"Bind the book\",\"dependsOn\":[{\"id\":\"" + missing + "\"}]}");
        runner().say("builder", "escalation", "{\"title\":\"Which cover?\",\"build\":\"" + missing + "\"}");
        await().untilAsserted(() -> assertThat(refusedFor(missing)).hasSize(2));

        for (var number = last.number(); number < missing.number(); ) {
            number = number(add("{\"title\":\"Write an appendix on " + number + "\",\"category\":\"new feature\"}"));
        }
        var refused = refusedFor(missing);
        for (var id : refused) {
            as().post("/api/quarantine/" + id + "/replay").then().statusCode(200);
        }

        assertThat(as().get("/api/builds?q=Bind").jsonPath().getList("items")).hasSize(1);
        assertThat(as().get("/api/escalations").jsonPath().getString("items.find { it.title == 'Which cover?' }.build"))
                .isEqualTo(missing.toString());
        await().untilAsserted(() -> assertThat(as().get("/api/audit")
                        .jsonPath()
                        .getList("items.findAll { it.what == 'replay message' }.target"))
                .containsAll(refused.stream().map(id -> "scheduler/" + id).toList()));
        as().delete("/api/quarantine/" + refused.getFirst()).then().statusCode(200);
        await().untilAsserted(() -> as().get("/api/audit").then().body("items[0].what", equalTo("drop message")));
        as().get("/api/audit")
                .then()
                .body("items[0].target", equalTo("scheduler/" + refused.getFirst()))
                .body("items[0].who", equalTo("person"))
                .body("items[0].result", matchesPattern("agent\\.builder\\.(request|escalation) is never applied"));
    }

    @Test
    void what_a_person_changes_of_budgets_stands_in_the_audit() {
        runner().sayRuled(new MoneyRuled(
                "command line", "set budget", "day", "the release", "limit $20.00 to $200.00", Instant.now()));

        await().untilAsserted(() -> as().get("/api/audit?q=the release")
                .then()
                .body("items[0].who", equalTo("command line"))
                .body("items[0].what", equalTo("set budget"))
                .body("items[0].target", equalTo("day"))
                .body("items[0].result", equalTo("limit $20.00 to $200.00")));
    }

    private static List<Integer> refusedFor(BuildId missing) {
        return as().get("/api/quarantine")
                .jsonPath()
                .getList("items.findAll { it.reason.contains('" + missing + "') }.id", Integer.class);
    }

    private static long number(String id) {
        return BuildId.parse("id", id).number();
    }
}
