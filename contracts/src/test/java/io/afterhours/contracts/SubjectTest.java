package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterhours.contracts.stream.Streams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "*", ">", "a.b", "a b", "Builder", "ä", "a\n", "a\0"})
    void an_agent_id_is_one_token_and_no_wildcard(String id) {
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> new Subject.OfAgent(id, "progress"));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> new Subject.OfRunner(id, "taken"));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> new Subject.Dispatch(id));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> new Subject.Command(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", ">", "B.1", "B 1", "ä"})
    void a_build_or_escalation_id_is_one_token_and_no_wildcard(String id) {
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> new Subject.OfBuild("queued", id));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> new Subject.OfEscalation("raised", id));
    }

    @Test
    void a_strange_session_is_made_a_token() {
        assertThat(new Subject.OfProgress("updated", "a.b/>*")).hasToString("progress.updated.a_b___");
    }

    @Test
    void several_sessions_at_once_have_a_subject_that_no_single_session_has() {
        var subject = new Subject.OfSessions().toString();
        assertThat(EventType.onSubject(subject)).contains(EventType.SESSIONS_CHANGED);
        assertThat(EventType.onSubject("progress.updated.sessions")).contains(EventType.PROGRESS_CHANGED);
    }

    @Test
    void the_publisher_is_a_token_of_the_subject() {
        assertThat(Subject.publisher("agent.builder.progress")).isEqualTo("builder");
        assertThat(Subject.publisher("runner.runner-1.finished")).isEqualTo("runner-1");
        assertThat(Subject.publisher("build.finished.B-42")).isEqualTo("build");
        assertThat(Subject.publisher("progress.sessions.updated")).isEqualTo("progress");
        assertThat(Subject.publisher("agent.builder")).isEqualTo("builder");
        assertThat(Subject.publisher("agent")).isEqualTo("agent");
        assertThat(Subject.lastToken("runner.runner-1.finished")).isEqualTo("finished");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void an_event_is_found_by_its_subject_and_kept_in_one_stream(EventType type) {
        var subject = type.address().replaceAll("\\{\\w+}", "x-1");
        if (type != EventType.BUDGET_CHANGED) {
            assertThat(EventType.onSubject(subject)).contains(type);
        }
        assertThat(Arrays.stream(Streams.values())
                        .filter(stream ->
                                stream.subjects().stream().anyMatch(filter -> Matching.covers(filter, subject))))
                .containsExactly(type.stream());
    }

    @Test
    void a_budget_and_a_recorded_cost_share_their_stream() {
        assertThat(EventType.onSubject("cost.recorded")).contains(EventType.COST_RECORDED);
        assertThat(EventType.onSubject("cost.budget")).contains(EventType.BUDGET_CHANGED);
        assertThat(EventType.onSubject("cost.crossed")).contains(EventType.BUDGET_CHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agent.builder", "agent.builder.progress.more", "agent.builder.mood", "", "x", "build.queued"})
    void nothing_is_published_elsewhere(String subject) {
        assertThat(EventType.onSubject(subject)).isEmpty();
    }
}
