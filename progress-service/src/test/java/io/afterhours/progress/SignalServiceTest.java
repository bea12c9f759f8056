package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.progress.signal.ErrorKeeper;
import io.afterhours.progress.signal.SignalKeeper;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the running service says of sessions that do not get on. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class SignalServiceTest extends ServiceTest {
    @Inject
    SignalKeeper keeper;

    @Inject
    ErrorKeeper errors;

    private final String kind = "kind-" + id.substring(0, 8);

    @Test
    void says_once_that_a_session_is_silent_and_once_that_it_moves_again() throws Exception {
        report(session, 40, Instant.now().minus(Duration.ofHours(1)), "reading");
        awaitReports(session, 1);
        await().until(() -> events.contains("updated"));
        silentFor(session, Duration.ofHours(1));
        CompletableFuture.allOf(CompletableFuture.runAsync(keeper::judge), CompletableFuture.runAsync(keeper::judge))
                .join();
        keeper.judge();
        show(session)
                .body("signals", hasSize(1))
                .body("signals[0].kind", equalTo("stalled"))
                .body("signals[0].message", equalTo("reading"))
                .body("signals[0].since", notNullValue());
        report(session, 40, Instant.now(), "reading on");
        awaitReports(session, 2);
        show(session).body("signals", empty());
        await().until(() -> events.contains("moved"));
        assertThat(events).containsOnlyOnce("stalled", "moved");
        assertThat(published.stream().filter(each -> !each.signals().isEmpty()))
                .singleElement()
                .satisfies(each ->
                        assertThat(each.signals().getFirst().text()).startsWith("Nothing was heard for more than"));
    }

    @Test
    void a_silence_that_is_not_worth_saying_keeps_nobody_who_reports_waiting() throws Exception {
        report(session, 40, Instant.now().minus(Duration.ofHours(1)), "reading");
        awaitReports(session, 1);
        await().until(() -> events.contains("updated"));
        silentFor(session, Duration.ofMinutes(5));
        jdbi.useTransaction(reporter -> {
            reporter.execute("select from session where id = ? for update", session);
            CompletableFuture.runAsync(keeper::judge)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        });
        show(session).body("signals", empty());
    }

    @Test
    void the_next_silence_is_said_again() throws Exception {
        var hour = Instant.now().minus(Duration.ofHours(1));
        report(session, 40, hour, "reading");
        awaitReports(session, 1);
        silentFor(session, Duration.ofHours(1));
        keeper.judge();
        report(session, 40, hour.plusSeconds(1), "reading on");
        awaitReports(session, 2);
        keeper.judge();
        show(session).body("signals", empty());
        silentFor(session, Duration.ofMinutes(50));
        keeper.judge();
        show(session).body("signals.kind", equalTo(List.of("stalled")));
    }

    @Test
    void a_line_ends_a_silence() throws Exception {
        report(session, 40, Instant.now().minus(Duration.ofHours(1)), "reading");
        awaitReports(session, 1);
        silentFor(session, Duration.ofHours(1));
        keeper.judge();
        show(session).body("signals", hasSize(1));
        publish("agent.runner-1.log", null, "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"Compiling\"}]}");
        awaitLines(1);
        keeper.judge();
        show(session).body("signals", empty());
        await().until(() -> events.contains("moved"));
    }

    @Test
    void a_line_of_a_clock_that_is_behind_keeps_a_session_from_being_silent() throws Exception {
        report(session, 40, Instant.now().minus(Duration.ofHours(1)), "reading");
        awaitReports(session, 1);
        silentFor(session, Duration.ofHours(1));
        publish(
                "agent.runner-1.log",
                null,
                "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"Compiling\",\"at\":\""
                        + Instant.now().minus(Duration.ofHours(1)) + "\"}]}");
        awaitLines(1);
        keeper.judge();
        show(session).body("signals", empty());
    }

    @Test
    void how_long_a_kind_is_usually_silent_is_learned_from_what_has_ended() throws Exception {
        var earlier = "s-earlier-" + id;
        var start = Instant.now().minus(Duration.ofHours(5));
        for (int i = 0; i < 60; i++) {
            report(earlier, i, start.plusSeconds(200L * i), "step " + i);
        }
        awaitReports(earlier, 60);
        build("finished", "B-" + id.substring(0, 4), 4, BuildState.FINISHED, earlier, Instant.now());
        await().untilAsserted(() -> show(earlier).body("endedAt", notNullValue()));
        // What is being published at this moment is left for the next time.
        await().until(() -> isLearned(earlier));
        keeper.learn();
        var then = Instant.now().minus(Duration.ofMinutes(5));
        build("started", "B-" + id.substring(4, 8), 3, BuildState.RUNNING, session, then);
        report(session, 40, then, "reading");
        await().untilAsserted(() -> show(session).body("reports", equalTo(1)).body("task", notNullValue()));
        silentFor(session, Duration.ofMinutes(5));
        keeper.judge();
        show(session)
                .body("signals", hasSize(1))
                .body("signals[0].usual", equalTo("PT3M20S"))
                .body("signals[0].observations", equalTo(61));
    }

    @Test
    void the_same_error_five_times_is_said_once_until_the_session_is_further() throws Exception {
        errors.look();
        report(session, 40, Instant.now().minus(Duration.ofMinutes(2)), "testing");
        awaitReports(session, 1);
        for (int i = 0; i < 6; i++) {
            line(i, "ERROR: no answer from 10.0.0." + i + " after " + 100 * i + " ms");
            line(i, "10 passed, 0 failed");
        }
        awaitLines(12);
        errors.look();
        errors.look();
        show(session)
                .body("signals", hasSize(1))
                .body("signals[0].kind", equalTo("no-progress"))
                .body("signals[0].text", equalTo("The same error came 6 times while it stayed at 40 %."))
                .body("signals[0].message", equalTo("ERROR: no answer from 10.0.0.0 after 0 ms"))
                .body("signals[0].times", equalTo(6));
        report(session, 40, Instant.now().minusSeconds(1), "still testing");
        awaitReports(session, 2);
        show(session).body("signals", hasSize(1));
        report(session, 41, Instant.now(), "further");
        awaitReports(session, 3);
        show(session).body("signals", empty());
        await().until(() -> events.contains("moved"));
        assertThat(events).containsOnlyOnce("no-progress", "moved");
    }

    @Test
    void errors_in_reports_count_from_where_the_session_is() throws Exception {
        for (int i = 0; i < 4; i++) {
            report(session, 40, Instant.now().minusSeconds(60 - i), "npm test failed with " + i);
        }
        for (int i = 0; i < 4; i++) {
            report(session, 41, Instant.now().minusSeconds(40 - i), "npm test failed with " + i);
        }
        awaitReports(session, 8);
        errors.look();
        errors.look();
        show(session).body("signals", empty());
        report(session, 41, Instant.now().minusSeconds(20), "npm test failed with 7");
        awaitReports(session, 9);
        errors.look();
        show(session).body("signals.kind", equalTo(List.of("no-progress")));
    }

    @Test
    void an_error_that_is_too_long_is_said_without_half_a_character() throws Exception {
        var error = "ERROR: " + "e".repeat(192);
        for (int i = 0; i < 5; i++) {
            report(session, 40, Instant.now().minusSeconds(60 - i), error + "\uD83D\uDE00");
        }
        awaitReports(session, 5);
        errors.look();
        show(session).body("signals.message", equalTo(List.of(error)));
    }

    @Test
    void errors_in_lines_count_from_where_the_session_is() throws Exception {
        errors.look();
        report(session, 40, Instant.now().minus(Duration.ofMinutes(2)), "testing");
        for (int i = 0; i < 5; i++) {
            line(i, "ERROR: no answer");
        }
        report(session, 41, Instant.now().minusSeconds(48), "further");
        for (int i = 10; i < 14; i++) {
            line(i, "ERROR: no answer");
        }
        awaitReports(session, 2);
        awaitLines(9);
        errors.look();
        show(session).body("signals", empty());
        line(15, "ERROR: no answer");
        awaitLines(10);
        errors.look();
        show(session).body("signals.text", equalTo(List.of("The same error came 5 times while it stayed at 41 %.")));
    }

    @Test
    void an_error_of_long_ago_is_not_counted() throws Exception {
        for (int i = 0; i < 5; i++) {
            report(session, 40, Instant.now().minusSeconds(1_260 - i), "npm test failed");
        }
        awaitReports(session, 5);
        errors.look();
        show(session).body("signals", empty());
    }

    @Test
    void an_error_that_stays_away_is_over() throws Exception {
        for (int i = 0; i < 5; i++) {
            report(session, 40, Instant.now().minusSeconds(60 - i), "npm test failed");
        }
        awaitReports(session, 5);
        errors.look();
        show(session).body("signals", hasSize(1));
        jdbi.useHandle(handle -> {
            handle.execute("delete from session_update where session = ?", session);
            handle.execute(
                    "update session_error set last_at = now() - interval '11 minutes' where session = ?", session);
        });
        errors.look();
        show(session).body("signals", empty());
        await().until(() -> events.contains("moved"));
    }

    private void line(int second, String text) throws Exception {
        publish(
                "agent.runner-1.log",
                null,
                "{\"session\":\"" + session + "\",\"lines\":[{\"text\":\"" + text + "\",\"at\":\""
                        + Instant.now().minusSeconds(60 - 2L * second) + "\"}]}");
    }

    private void awaitLines(int count) {
        await().untilAsserted(() ->
                as().get("/api/progress/log?session=" + session).then().body("items", hasSize(count)));
    }

    @Test
    void what_has_ended_is_not_silent() throws Exception {
        report(session, 40, Instant.now().minus(Duration.ofHours(1)), "reading");
        awaitReports(session, 1);
        silentFor(session, Duration.ofHours(1));
        keeper.judge();
        build("cancelled", "B-" + id.substring(0, 4), 4, BuildState.CANCELLED, session, Instant.now());
        await().untilAsserted(
                        () -> show(session).body("endedAt", notNullValue()).body("signals", empty()));
        keeper.judge();
        show(session).body("signals", empty());
    }

    /** Has the session heard of so long ago, once all was published: its receipt counts, not what its report says. */
    private void silentFor(String ofSession, Duration silence) {
        await().until(() -> jdbi.withHandle(handle -> handle.createUpdate(
                                "update session set published_at = :at where id = :id and published_version = version")
                        .bind("at", Instant.now().minus(silence))
                        .bind("id", ofSession)
                        .execute())
                == 1);
    }

    private boolean isLearned(String ended) {
        keeper.learn();
        return jdbi.withHandle(handle -> handle.createQuery("select gaps_learned from session where id = :id")
                .bind("id", ended)
                .mapTo(Boolean.class)
                .one());
    }

    private static void awaitReports(String ofSession, int count) {
        await().untilAsserted(() -> show(ofSession).body("reports", equalTo(count)));
    }

    private static ValidatableResponse show(String ofSession) {
        return as().get("/api/progress/" + ofSession).then();
    }

    private void report(String ofSession, int percent, Instant at, String message) throws Exception {
        publish(
                "agent.runner-1.progress",
                null,
                "{\"session\":\"" + ofSession + "\",\"percent\":" + percent + ",\"message\":\"" + message
                        + "\",\"at\":\"" + at + "\"}");
    }

    private void build(String event, String build, long version, BuildState state, String ofSession, Instant at)
            throws Exception {
        build(event, build, version, state, ofSession, "runner-1", kind, at);
    }
}
