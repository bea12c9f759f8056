package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.AttemptFinished;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A runner that dies, or stands still and goes on as if nothing had been: its builds are done all the same, and once. */
class LostRunnerJourney {
    private static final Duration RESCUED = Duration.ofSeconds(60);
    private static final String RUNNER = "runner-1";

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Suite suite = SUITE.get();
    private final Api api = suite.api();
    private final Builds builds = new Builds(api);

    @BeforeEach
    void open_all_day() {
        builds.openAllDay();
    }

    @Test
    void a_dead_runners_build_is_offered_again_within_a_minute_and_its_late_result_is_refused_and_shown()
            throws Exception {
        var id = builds.queue("Outlive the runner", """
                [ "$AFTERHOURS_NUMBER" -gt 1 ] || sleep 600
                echo 'the second attempt'""");
        builds.awaitState(id, "running");
        var killed = Instant.now();
        suite.killAndAwait("runner");

        patiently(RESCUED.plusSeconds(30))
                .until(() -> builds.get(id).path("attempts").size() == 2);
        assertThat(Duration.between(killed, time(id, 2, "dispatchedAt"))).isLessThan(RESCUED);
        builds.awaitState(id, "finished");

        assertThat(builds.attempt(id, 1).path("state").asText()).isEqualTo("lost");
        sayLate(id, builds.attempt(id, 1).path("session").asText());
        the_first_attempts_result_is_refused_and_the_second_counts(id);
    }

    @Test
    void a_runner_that_stood_still_has_lost_its_attempt_and_changes_nothing_when_it_goes_on() throws Exception {
        var shop = suite.repository("shop");
        var go = suite.folder().resolve("go");
        var id = builds.queue("Outlive a standstill", """
                echo "attempt $AFTERHOURS_NUMBER" > page
                while [ ! -e '%s' ]; do sleep 0.1; done""".formatted(go), shop);
        builds.awaitState(id, "running");
        suite.signal("runner", "STOP");
        var stopped = Instant.now();
        try {
            Files.createFile(go);
            patiently(RESCUED.plusSeconds(30))
                    .until(() -> builds.attempt(id, 1).path("state").asText().equals("lost"));
            assertThat(Duration.between(stopped, time(id, 1, "endedAt"))).isLessThan(RESCUED);
            assertThat(builds.slotsUsed()).isZero();
            assertThat(builds.state(id)).isNotEqualTo("finished");
        } finally {
            suite.signal("runner", "CONT");
        }

        builds.awaitState(id, "finished");
        the_first_attempts_result_is_refused_and_the_second_counts(id);
        assertThat(builds.slotsUsed()).isZero();
        assertThat(shop.resolve("page")).hasContent("attempt 2");
        assertThat(Suite.run(shop, "git", "log", "--format=%s", "main").lines())
                .containsExactly("Outlive a standstill", "Begin");
    }

    @Test
    void what_an_agent_said_while_nats_was_away_outlives_its_runner() throws Exception {
        var go = suite.folder().resolve("say");
        var id = builds.queue("Speak into the void", """
                [ "$AFTERHOURS_NUMBER" -gt 1 ] && exit 0
                while [ ! -e '%s' ]; do sleep 0.1; done
                echo '::usage {"model":"claude-haiku-4-5","inputTokens":4242,"outputTokens":7}'
                echo '::progress 70 said into the void'
                sleep 600""".formatted(go));
        builds.awaitState(id, "running");
        suite.without("nats", "nats/nats.conf", () -> {
            Files.createFile(go);
            var spool = suite.state().resolve("work/spool").resolve(RUNNER);
            patiently(Duration.ofSeconds(20))
                    .until(() -> Files.readString(spool).contains("4242")
                            && Files.readString(spool).contains("said into the void"));
            suite.kill("runner");
        });

        builds.awaitState(id, "finished");
        var session = builds.attempt(id, 1).path("session").asText();
        var cost = suite.tables("cost");
        patiently(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                cost.column("select input_tokens from usage where session = '" + session + "'"))
                        .containsExactly("4242"));
        patiently(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(suite.tables("progress")
                                .column("select message from session_update where session = '" + session + "'"))
                        .containsOnlyOnce("said into the void"));
        assertThat(api.items("/api/quarantine")).isEmpty();
    }

    private void the_first_attempts_result_is_refused_and_the_second_counts(String id) {
        patiently(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                builds.attempt(id, 1).path("lateResult").asText())
                        .contains("refused"));
        assertThat(builds.state(id)).isEqualTo("finished");
        assertThat(builds.get(id).path("attempts"))
                .extracting(each -> each.path("state").asText())
                .containsExactly("lost", "succeeded");
        assertThat(api.items("/api/builds/" + id + "/events"))
                .extracting(each -> each.path("type").asText())
                .contains("lost", "late-result")
                .containsOnlyOnce("finished");
    }

    /** What the dead runner would have said had it only been slow. */
    private void sayLate(String id, String session) throws Exception {
        long fence = suite.tables("scheduler").count("select fence from attempt where session = '" + session + "'");
        try (var runner = suite.as(RUNNER)) {
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

    private Instant time(String id, int attempt, String field) {
        return Instant.parse(builds.attempt(id, attempt).path(field).asText());
    }
}
