package io.afterhours.cost.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionStoreTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");

    private final AttributionStore attribution = new AttributionStore();
    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));

    @ParameterizedTest
    @CsvSource({
        "RUNNING, false",
        "VERIFYING, false",
        "FINISHED, false",
        "RETRYING, true",
        "ESCALATED, true",
        "FAILED, true",
        "CANCELLED, true",
        "QUEUED, true"
    })
    void a_session_whose_build_neither_runs_nor_is_finished_led_nowhere(BuildState state, boolean failed) {
        says(changed("B-1", 1, state));

        assertThat(failed("s-1")).isEqualTo(failed);
    }

    @Test
    void what_was_said_earlier_and_comes_later_changes_nothing() {
        says(changed("B-1", 3, BuildState.FINISHED));
        says(changed("B-1", 2, BuildState.RETRYING));

        assertThat(failed("s-1")).isFalse();
        assertThat(build("state")).isEqualTo("finished");
        assertThat(build("ended_at = '2026-11-21T20:00:03Z'")).isEqualTo("true");
    }

    @Test
    void of_one_batch_the_last_word_counts() {
        says(
                changed("B-1", 3, BuildState.RETRYING),
                changed("B-1", 4, BuildState.FINISHED),
                changed("B-1", 2, BuildState.RUNNING));

        assertThat(failed("s-1")).isFalse();
        assertThat(build("state")).isEqualTo("finished");
    }

    @Test
    void a_session_belongs_to_the_runner_that_took_it_and_to_nobody_before() {
        says(changed("B-1", 1, BuildState.DISPATCHED, null));
        assertThat(owners()).isEmpty();

        says(changed("B-1", 2, BuildState.RUNNING, "runner-1"));
        says(changed("B-1", 3, BuildState.VERIFYING, null));
        assertThat(owners()).containsExactly(entry("s-1", "runner-1"));
    }

    private Map<String, String> owners() {
        return jdbi.withHandle(handle -> attribution.owners(handle, List.of("s-1", "s-2")));
    }

    private void says(BuildChanged... builds) {
        jdbi.useTransaction(tx -> {
            attribution.know(tx, List.of(builds));
            attribution.attribute(tx, List.of(builds[0]));
            attribution.judge(tx, List.of(builds));
        });
    }

    private boolean failed(String session) {
        return jdbi.withHandle(handle -> handle.createQuery("select failed from session where session = :session")
                .bind("session", session)
                .mapTo(Boolean.class)
                .one());
    }

    private String build(String what) {
        return jdbi.withHandle(handle -> handle.createQuery("select (" + what + ")::text from build where id = 'B-1'")
                .mapTo(String.class)
                .one());
    }

    private static BuildChanged changed(String build, long version, BuildState state) {
        return changed(build, version, state, null);
    }

    private static BuildChanged changed(String build, long version, BuildState state, @Nullable String runner) {
        var at = EVENING.plusSeconds(version);
        return new BuildChanged(
                build,
                version,
                state,
                "Build it",
                Priority.HIGH,
                Category.OTHER,
                "other",
                List.of(),
                "claude",
                null,
                "s-1",
                1,
                runner,
                null,
                null,
                null,
                state.isFinal() ? at : null,
                null,
                null,
                null,
                at,
                null);
    }
}
