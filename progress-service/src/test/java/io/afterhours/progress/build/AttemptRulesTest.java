package io.afterhours.progress.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.contracts.stream.Consumers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptRulesTest {
    @Test
    void every_event_that_ends_an_attempt_is_heard() {
        assertThat(Consumers.PROGRESS_BUILD.subjects())
                .containsAll(AttemptRules.ENDS.stream()
                        .map(event -> "build." + event + ".*")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "finished,FINISHED,Complete",
        "failed,FAILED,Failed",
        "retrying,RETRYING,Failed",
        "escalated,ESCALATED,Failed",
        "lost,QUEUED,Failed",
        "lost,RETRYING,Failed",
        "cancelled,CANCELLED,Cancelled",
        "rejected,REJECTED,Cancelled"
    })
    void the_end_of_an_attempt_ends_its_session(String event, BuildState state, String expected) {
        var closing = AttemptRules.closing(event, build(state, "s-1"));
        assertThat(closing).isNotNull();
        assertThat(closing.state()).isEqualTo(expected);
        assertThat(closing.text()).isEqualTo("It happened.");
    }

    @ParameterizedTest
    @CsvSource({
        "queued,QUEUED",
        "dispatched,DISPATCHED",
        "started,RUNNING",
        "verifying,VERIFYING",
        "escalated,RUNNING",
        "changed,RUNNING",
        "changed,FINISHED"
    })
    void anything_else_does_not(String event, BuildState state) {
        assertThat(AttemptRules.closing(event, build(state, "s-1"))).isNull();
    }

    @Test
    void a_build_that_is_over_ends_the_sessions_it_has() {
        assertThat(AttemptRules.closing("cancelled", build(BuildState.CANCELLED, null)))
                .isNotNull();
        assertThat(AttemptRules.closing("escalated", build(BuildState.ESCALATED, null)))
                .isNull();
    }

    private static BuildChanged build(BuildState state, @Nullable String session) {
        var at = Instant.parse("2026-11-21T22:00:00Z");
        return new BuildChanged(
                "B-42",
                9,
                state,
                "Build landing page",
                Priority.HIGH,
                Category.BUG_FIX,
                "other",
                List.of(),
                null,
                null,
                session,
                1,
                "runner-1",
                null,
                at,
                at,
                null,
                null,
                null,
                "It happened.",
                at,
                null);
    }
}
