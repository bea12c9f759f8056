package io.afterhours.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final Instant NIGHT = Instant.parse("2026-03-02T23:00:00Z");

    private final LiveHub hub = new LiveHub(Duration.ofMillis(50), InstantSource.fixed(NIGHT));
    private final Rows rows = new Rows(hub, InstantSource.fixed(NIGHT));

    @BeforeEach
    void add_an_agent() {
        rows.agent(JsonNodeFactory.instance.objectNode().put("agent", "atlas"));
    }

    @Test
    void an_agent_that_was_not_heard_does_nothing() {
        assertThat(agent().has("lastSeen")).isFalse();
        assertThat(agent().has("doing")).isFalse();
    }

    @Test
    void an_agent_does_the_task_of_the_session_it_reported_on_last() {
        rows.progress(report("s-1", 1, "Sweep branches", null, false));
        rows.progress(report("s-2", 2, "Bump Jackson", "reading", false));
        assertThat(agent().path("doing").asText()).isEqualTo("Bump Jackson");
        assertThat(agent().path("lastSeen").asText()).isEqualTo("2026-03-02T23:00:02Z");
    }

    @Test
    void sessions_that_are_told_of_together_are_a_row_each() {
        var changed = rows.progress(new SessionsChanged(List.of(
                report("s-1", 1, "Sweep branches", null, false), report("s-2", 2, "Bump Jackson", "reading", false))));
        assertThat(changed).isTrue();
        assertThat(hub.store().ids(Rows.PROGRESS)).contains("s-1", "s-2");
        assertThat(agent().path("doing").asText()).isEqualTo("Bump Jackson");
    }

    @Test
    void without_a_task_an_agent_does_what_its_message_says() {
        rows.progress(report("s-1", 1, null, "API done", false));
        assertThat(agent().path("doing").asText()).isEqualTo("API done");
    }

    @Test
    void an_agent_does_nothing_once_that_session_has_ended_and_is_still_seen() {
        rows.progress(report("s-1", 1, "Sweep branches", null, false));
        rows.progress(report("s-1", 5, "Sweep branches", null, true));
        assertThat(agent().has("doing")).isFalse();
        assertThat(agent().path("lastSeen").asText()).isEqualTo("2026-03-02T23:00:05Z");
    }

    @Test
    void the_end_of_another_session_changes_nothing_of_what_an_agent_does() {
        rows.progress(report("s-1", 1, "Sweep branches", null, false));
        rows.progress(report("s-2", 2, "Bump Jackson", null, false));
        rows.progress(report("s-1", 3, "Sweep branches", null, true));
        assertThat(agent().path("doing").asText()).isEqualTo("Bump Jackson");
    }

    @Test
    void an_older_report_does_not_bring_back_what_an_agent_did() {
        rows.progress(report("s-2", 2, "Bump Jackson", null, false));
        rows.progress(report("s-1", 1, "Sweep branches", null, false));
        assertThat(agent().path("doing").asText()).isEqualTo("Bump Jackson");
    }

    @Test
    void what_was_heard_stays_when_the_list_of_agents_is_read_anew() {
        rows.progress(report("s-1", 1, "Sweep branches", null, false));
        add_an_agent();
        assertThat(agent().path("doing").asText()).isEqualTo("Sweep branches");
    }

    @Test
    void who_was_not_added_gets_no_row() {
        rows.progress(new ProgressChanged("s-9", 1, "shell", null, null, 5, null, null, null, NIGHT, false, List.of()));
        assertThat(hub.store().ids(Rows.AGENTS)).containsExactly("atlas");
    }

    @Test
    void a_build_is_wanted_by_the_time_that_the_last_event_names_or_by_none() {
        rows.build(build(1, NIGHT.plusSeconds(3_600)));
        assertThat(row().path("deadline").asText()).isEqualTo("2026-03-03T00:00:00Z");
        rows.build(build(2, null));
        assertThat(row().path("deadline").isNull()).isTrue();
    }

    @Test
    void a_change_that_is_about_no_attempt_leaves_the_session_and_the_runner_of_the_last_one() {
        rows.build(running(1, 1, "s-1", "runner-1"));
        rows.build(running(2, 1, null, null));
        assertThat(row().path("version").asInt()).isEqualTo(2);
        assertThat(row().path("session").asText()).isEqualTo("s-1");
        assertThat(row().path("runner").asText()).isEqualTo("runner-1");
    }

    @Test
    void a_new_attempt_has_no_runner_of_the_one_before() {
        rows.build(running(1, 1, "s-1", "runner-1"));
        rows.build(running(2, 2, "s-2", null));
        assertThat(row().path("session").asText()).isEqualTo("s-2");
        assertThat(row().path("runner").isNull()).isTrue();
    }

    private JsonNode row() {
        return Objects.requireNonNull(hub.store().get(Rows.BUILDS, "B-42"));
    }

    private static BuildChanged build(long version, @Nullable Instant deadline) {
        return build(version, BuildState.QUEUED, 0, null, null, deadline);
    }

    private static BuildChanged running(long version, int attempt, @Nullable String session, @Nullable String runner) {
        return build(version, BuildState.RUNNING, attempt, session, runner, null);
    }

    private static BuildChanged build(
            long version,
            BuildState state,
            int attempt,
            @Nullable String session,
            @Nullable String runner,
            @Nullable Instant deadline) {
        return new BuildChanged(
                "B-42",
                version,
                state,
                "Bump Jackson",
                Priority.HIGH,
                Category.OTHER,
                "other",
                List.of(),
                null,
                null,
                session,
                attempt,
                runner,
                null,
                NIGHT,
                null,
                null,
                null,
                deadline,
                null,
                NIGHT,
                null);
    }

    private static ProgressChanged report(
            String session, int second, @Nullable String task, @Nullable String message, boolean ended) {
        return new ProgressChanged(
                session,
                second,
                "atlas",
                null,
                task,
                50,
                null,
                message,
                null,
                NIGHT.plusSeconds(second),
                ended,
                List.of());
    }

    private JsonNode agent() {
        return Objects.requireNonNull(hub.store().get(Rows.AGENTS, "atlas"));
    }
}
