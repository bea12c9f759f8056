package io.afterhours.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.AttemptFinished;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parts are killed in the middle of a night. Nothing is lost, nothing is done twice, and nobody who is dead holds a slot. */
class KillJourney {
    private static final int KILLS = Integer.getInteger("journeys.kills", 1);
    private static final List<String> PARTS =
            List.of("scheduler", "cost", "progress", "runner", "nats", "postgres", "dashboard");
    private static final int BUILDS_PER_KILL = 5;
    private static final Duration OFFERED_AGAIN = Duration.ofSeconds(60);
    private static final String RUNNER = "runner-1";
    private static final Set<String> WAITING = Set.of("queued", "dispatched");
    private static final Set<String> FINAL = Set.of("finished", "failed", "cancelled", "rejected");

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Suite suite = SUITE.get();
    private final Api api = suite.api();

    @BeforeEach
    void open_all_day() {
        api.put("/api/policies/open", """
                {"bands":[{"name":"open","from":"00:00","to":"00:00","slots":3}],"retryWaits":["1s","1s"]}""");
        api.post("/api/policies/open/use", "{}");
        patiently(Duration.ofSeconds(30))
                .until(() -> api.items("/api/runners").stream()
                        .anyMatch(each -> each.path("state").asText().equals("ready")));
    }

    @Test
    void a_night_survives_the_death_of_every_part() throws Exception {
        var ids = new ArrayList<String>();
        int acknowledged;
        try (var witness = Witness.in(suite)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                for (var part : PARTS) {
                    var queued = new ArrayList<String>();
                    for (int n = 1; n <= BUILDS_PER_KILL; n++) {
                        queued.add(queue("Build %d before kill %d of %s".formatted(n, kill, part), """
                                echo '::progress 50 half way'
                                echo '::usage {"model":"claude-haiku-4-5","inputTokens":1000,"outputTokens":100}'
                                sleep 2"""));
                    }
                    ids.addAll(queued);
                    patiently(Duration.ofSeconds(90))
                            .until(() ->
                                    queued.stream().anyMatch(id -> state(id).equals("running")));
                    suite.killAndAwait(part);
                }
            }
            patiently(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(id -> assertThat(state(id)).as(id).isIn(FINAL)));
            witness.stop();
            acknowledged = witness.acknowledged();
        }

        everything_was_done_once(ids);
        nobody_holds_a_slot();
        what_was_acknowledged_is_in_the_tables_once(acknowledged);
        the_totals_are_the_sum_of_the_events();
    }

    private void everything_was_done_once(List<String> ids) {
        for (var id : ids) {
            var build = build(id);
            assertThat(build.path("state").asText()).as(id).isEqualTo("finished");
            assertThat(build.path("attempts"))
                    .as("attempts at " + id)
                    .filteredOn(each -> each.path("state").asText().equals("succeeded"))
                    .hasSize(1);
        }
        assertThat(
                        suite.tables("scheduler")
                                .column(
                                        "select build from build_event where type = 'finished' group by build having count(*) > 1"))
                .as("builds that finished more than once")
                .isEmpty();
    }

    private void nobody_holds_a_slot() {
        assertThat(suite.tables("scheduler").count("select count(*) from attempt where ended_at is null"))
                .isZero();
        assertThat(api.get("/api/control").path("slots").path("used").asInt()).isZero();
    }

    private void what_was_acknowledged_is_in_the_tables_once(int acknowledged) throws Exception {
        var cost = suite.tables("cost");
        var progress = suite.tables("progress");
        patiently(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(cost.count("select count(distinct session) from usage where agent = 'witness'"))
                    .isEqualTo(acknowledged);
            assertThat(progress.count("select count(distinct session) from session_update where session like 'w-%'"))
                    .isEqualTo(acknowledged);
            assertThat(cost.count("select count(*) from usage where agent = '" + RUNNER + "'"))
                    .isEqualTo(published("AGENT_USAGE", "agent." + RUNNER + ".usage"));
        });
        assertThat(cost.count("select count(*) from usage where agent = 'witness'"))
                .isEqualTo(acknowledged);
        assertThat(progress.count("select count(*) from session_update where session like 'w-%'"))
                .isEqualTo(acknowledged);
        assertThat(api.items("/api/quarantine")).isEmpty();
        assertThat(acknowledged).isGreaterThan(50 * KILLS);
    }

    private void the_totals_are_the_sum_of_the_events() {
        var nanos = new BigDecimal(
                suite.tables("cost").column("select sum(cost_nanos) from usage").getFirst());
        for (var by : List.of("agent", "model", "session")) {
            var totals = api.get("/api/costs/month?by=" + by);
            assertThat(new BigDecimal(totals.path("total").asText()).movePointRight(9))
                    .isEqualByComparingTo(nanos);
            assertThat(totals.path("calls").asLong())
                    .isEqualTo(suite.tables("cost").count("select count(*) from usage"));
        }
        patiently(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.items("/api/budgets"))
                        .filteredOn(each -> each.path("name").asText().equals("month"))
                        .allSatisfy(month -> assertThat(
                                        new BigDecimal(month.path("spent").asText()).movePointRight(9))
                                .isEqualByComparingTo(nanos)));
    }

    @Test
    void a_dead_runners_build_is_offered_again_within_a_minute_and_its_late_result_is_refused_and_shown()
            throws Exception {
        var id = queue("Outlive the runner", """
                [ "$AFTERHOURS_NUMBER" -gt 1 ] || sleep 600
                echo 'the second attempt'""");
        patiently(Duration.ofSeconds(60)).until(() -> state(id).equals("running"));
        var killed = Instant.now();
        suite.killAndAwait("runner");

        patiently(OFFERED_AGAIN.plusSeconds(30))
                .until(() -> build(id).path("attempts").size() == 2);
        assertThat(Duration.between(
                        killed,
                        Instant.parse(attempt(id, 2).path("dispatchedAt").asText())))
                .isLessThan(OFFERED_AGAIN);
        patiently(Duration.ofSeconds(60)).until(() -> state(id).equals("finished"));

        var first = attempt(id, 1);
        assertThat(first.path("state").asText()).isEqualTo("lost");
        sayLate(id, first.path("session").asText());

        patiently(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(attempt(id, 1).path("lateResult").asText()).contains("refused"));
        assertThat(state(id)).isEqualTo("finished");
        assertThat(attempt(id, 1).path("state").asText()).isEqualTo("lost");
        assertThat(attempt(id, 2).path("state").asText()).isEqualTo("succeeded");
        assertThat(api.items("/api/builds/" + id + "/events"))
                .extracting(each -> each.path("type").asText())
                .contains("lost", "late-result")
                .containsOnlyOnce("finished");
    }

    /** What the dead runner would have said had it only been slow. */
    private void sayLate(String id, String session) throws Exception {
        long fence = suite.tables("scheduler").count("select fence from attempt where session = '" + session + "'");
        try (var runner = as(RUNNER)) {
            runner.jetStream()
                    .publish(
                            new Subject.OfRunner(RUNNER, "finished").toString(),
                            Json.write(new AttemptFinished(
                                    session,
                                    id,
                                    1,
                                    fence,
                                    true,
                                    null,
                                    "done after all",
                                    null,
                                    List.of(),
                                    false,
                                    Instant.now(),
                                    Instant.now())));
        }
    }

    private long published(String stream, String subject) throws Exception {
        try (var cost = as("cost")) {
            return cost
                    .jetStreamManagement()
                    .getStreamInfo(
                            stream,
                            StreamInfoOptions.builder().filterSubjects(subject).build())
                    .getStreamState()
                    .getSubjects()
                    .stream()
                    .mapToLong(each -> each.getCount())
                    .sum();
        }
    }

    private Connection as(String identity) throws IOException, InterruptedException {
        return Nats.connect(new Options.Builder()
                .server(suite.natsUrl())
                .authHandler(Nats.credentials(suite.credentials(identity).toString()))
                .inboxPrefix("_INBOX_" + identity + ".")
                .build());
    }

    private String queue(String title, String script) {
        var build = Json.mapper()
                .createObjectNode()
                .put("title", title)
                .put("prompt", script)
                .put("priority", "high")
                .put("agent", "shell")
                .put("effort", "15m");
        return api.post("/api/builds", build.toString()).path("id").asText();
    }

    private String state(String id) {
        return build(id).path("state").asText();
    }

    private JsonNode attempt(String id, int number) {
        return build(id).path("attempts").path(number - 1);
    }

    private JsonNode build(String id) {
        return api.get("/api/builds/" + id);
    }

    /** Waits although a part may just be down. */
    private static ConditionFactory patiently(Duration atMost) {
        return await().atMost(atMost).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
    }
}
