package io.afterhours.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What keeps builds from starting beside the policy. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class GuardsServiceTest extends ServiceTest {
    @Test
    void an_agent_whose_provider_says_no_waits_with_all_its_builds_until_the_person_lifts_the_limit() {
        var met = queue("Write the importer");
        var reset = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        runner().limit(taken(), reset);
        await().until(() -> code(met).equals("provider-limit"));
        var other = queue("Write the exporter");

        assertThat(runner().take(Duration.ofSeconds(1))).isNull();
        assertThat(code(other)).isEqualTo("provider-limit");
        assertThat(build(other).getString("verdict.text")).startsWith("Waits: shell's account is limited until ");
        assertThat(Instant.parse(build(other).getString("verdict.until"))).isEqualTo(reset);
        assertThat(as().get("/api/control").jsonPath().getString("limits[0].agent"))
                .isEqualTo("shell");
        assertThat(as().get("/api/limits").jsonPath().getString("items[0].build"))
                .isEqualTo(met);

        as().delete("/api/limits/shell?note=bought+more").then().statusCode(200);
        as().delete("/api/limits/shell").then().statusCode(404);

        assertThat(taken().number()).isPositive();
        assertThat(taken().number()).isPositive();
    }

    @Test
    void nothing_starts_while_every_host_is_full_and_it_does_when_there_is_room() {
        var since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        runner().report(3, new HostLoad(40, 84, 130, HostResource.MEMORY, since));
        await().until(() -> as().get("/api/runners").jsonPath().getString("items[0].host.full") != null);
        var build = queue("Write the importer");

        assertThat(runner().take(Duration.ofSeconds(1))).isNull();
        assertThat(code(build)).isEqualTo("host-full");
        assertThat(build(build).getString("verdict.text"))
                .startsWith("Waits: 84 % of runner-1's memory is used, too much since today ");

        runner().report(3, new HostLoad(40, 70, 20, null, null));
        assertThat(taken().build()).isEqualTo(build);
    }

    @Test
    void a_host_that_stays_too_full_has_its_least_valuable_attempt_stopped_and_offered_again_with_nothing_counted() {
        var worthMore = queue("Write the importer");
        var kept = taken();
        var worthLess = queue("Write the exporter", "medium");
        var stopped = taken();
        await().until(() -> isTaken(kept) && isTaken(stopped));

        runner().report(3, tooFull());
        await().until(this::itHasBeenSoForAnHour);
        runner().report(3, tooFull());

        await().until(() -> state(worthLess).equals("retrying"));
        var order = runner().ordered(Duration.ofSeconds(10));
        assertThat(order).isNotNull();
        assertThat(order.session()).isEqualTo(stopped.session());
        assertThat(state(worthMore)).isEqualTo("dispatched");
        assertThat(build(worthLess).getString("attempts[0].state")).isEqualTo("cancelled");

        runner().report(3, new HostLoad(40, 60, 20, null, null));
        var again = taken();
        assertThat(again.build()).isEqualTo(worthLess);
        assertThat(again.number()).isEqualTo(2);
        assertThat(failures(worthLess)).isZero();
    }

    @Test
    void stopping_everything_answers_with_every_build_that_was_stopped_and_builds_are_listed_by_their_ids() {
        var first = queue("Write the importer");
        var second = queue("Write the exporter");
        taken();
        taken();

        as().body("{\"mode\":\"stop\"}")
                .post("/api/control/pause")
                .then()
                .statusCode(200)
                .body("mode", equalTo("stopped"))
                .body("stopped.id", containsInAnyOrder(first, second))
                .body("stopped.title", containsInAnyOrder("Write the importer", "Write the exporter"));
        as().get("/api/builds?ids=" + second + "," + first)
                .then()
                .body("items.id", contains(second, first))
                .body("items.state", everyItem(equalTo("retrying")));
        as().get("/api/builds?ids=nothing").then().statusCode(400);
    }

    private static HostLoad tooFull() {
        return new HostLoad(40, 93, 130, HostResource.MEMORY, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The host has been over the limit since a report; that lies back from then on. */
    private boolean itHasBeenSoForAnHour() {
        return 1 == jdbi.withHandle(handle -> handle.execute("""
                        update runner set over_since = over_since - interval '1 hour' where over_since is not null"""));
    }

    private boolean isTaken(AttemptDispatched attempt) {
        return 1
                == jdbi.withHandle(handle -> handle.select(
                                "select count(*) from attempt where session = ? and runner is not null",
                                attempt.session())
                        .mapTo(Integer.class)
                        .one());
    }

    /** What the retry ladder counts against a build. */
    private int failures(String build) {
        return jdbi.withHandle(handle -> handle.select(
                        "select failures from build where number = ?", Long.parseLong(build.substring(2)))
                .mapTo(Integer.class)
                .one());
    }

    private static String state(String id) {
        return build(id).getString("state");
    }

    private static String queue(String title) {
        return queue(title, "high");
    }

    private static String queue(String title, String priority) {
        return add("{\"title\":\"" + title + "\",\"priority\":\"" + priority + "\"}");
    }

    private static JsonPath build(String id) {
        return as().get("/api/builds/" + id).jsonPath();
    }

    private static String code(String id) {
        return build(id).getString("verdict.code");
    }
}
