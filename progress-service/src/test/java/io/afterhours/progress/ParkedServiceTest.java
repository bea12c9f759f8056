package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.foundation.nats.ParkedAgents;
import io.afterhours.foundation.parking.ParkedStore;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Agents that say more than they may, and are parked until the service has caught up with them. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ParkedServiceTest extends ServiceTest {
    @Inject
    ParkedStore parked;

    @Test
    void shows_an_agent_that_is_parked_with_how_much_of_it_waits() {
        var flooder = "f" + session.substring(2, 10);
        jdbi.useHandle(handle -> handle.execute("""
                insert into parked_agent (consumer, agent, first, last, done, waiting, worker, leased_until)
                values ('progress-report', ?, 10, 20, 12, 8, gen_random_uuid(), now() + interval '1 hour')""", flooder));
        as().get("/api/progress/parked")
                .then()
                .statusCode(200)
                .body("items.find { it.agent == '" + flooder + "' }.waiting", equalTo(8))
                .body("items.find { it.agent == '" + flooder + "' }.since", notNullValue());
        jdbi.useHandle(handle -> handle.execute("delete from parked_agent where agent = ?", flooder));
    }

    @Test
    void tells_once_that_an_agent_is_parked_and_once_that_it_is_no_longer() throws Exception {
        var flooder = "f" + session.substring(2, 10);
        var told = new ConcurrentLinkedQueue<AgentParked>();
        bus.createDispatcher(message -> told.add(Json.read(message.getData(), AgentParked.class)))
                .subscribe("progress.parked." + flooder);
        bus.flush(Duration.ofSeconds(5));

        parked.park("progress-report", List.of(new ParkedAgents.Part(flooder, 1, 1)));

        await().atMost(Duration.ofSeconds(30)).until(() -> told.size() == 2);
        assertThat(told).extracting(AgentParked::parked).containsExactly(true, false);
        assertThat(told).allSatisfy(each -> assertThat(each.perSecond()).isEqualTo(1_000));
    }
}
