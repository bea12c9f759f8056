package io.afterhours.progress.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionLoopTest {
    private static final Instant TEN = Instant.parse("2026-11-21T22:00:00Z");
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final SettableClock clock = new SettableClock(TEN);
    private final RetentionLoop loop = new RetentionLoop(jdbi, new RetentionStore(), new Defaults(), clock);

    @Test
    void keeps_an_ended_session_for_48_hours_and_then_deletes_all_of_it() {
        add("ended", TEN, TEN);
        add("live", TEN, null);
        clock.advance(Duration.ofHours(48));
        assertThat(loop.runOnce()).isZero();
        clock.advance(A_MOMENT);
        assertThat(loop.runOnce()).isEqualTo(1);
        for (var table : List.of("session_update", "log_line", "session_log", "session_erring")) {
            assertThat(column("select distinct session from " + table)).containsExactly("live");
        }
        assertThat(column("select id from session")).containsExactly("live");
        assertThat(column("select id from session_gone")).containsExactly("ended");
    }

    @Test
    void keeps_a_silent_session_for_7_days() {
        add("silent", TEN, null);
        clock.advance(Duration.ofDays(7));
        assertThat(loop.runOnce()).isZero();
        clock.advance(A_MOMENT);
        assertThat(loop.runOnce()).isEqualTo(1);
        assertThat(column("select id from session")).isEmpty();
        assertThat(column("select id from session_gone")).isEmpty();
    }

    @Test
    void a_session_that_still_writes_lines_is_not_silent() {
        add("writing", TEN, null);
        clock.advance(Duration.ofDays(7).plus(A_MOMENT));
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into log_line (session, at, stream, text) values ('writing', :at, 'out', 'x')")
                .bind("at", clock.instant())
                .execute());
        assertThat(loop.runOnce()).isZero();
    }

    @Test
    void deletes_any_number_of_sessions() {
        for (int i = 0; i < 250; i++) {
            add("s-" + i, TEN, TEN);
        }
        clock.advance(Duration.ofHours(49));
        assertThat(loop.runOnce()).isEqualTo(250);
        assertThat(loop.runOnce()).isZero();
    }

    @Test
    void forgets_what_was_cleaned_up_when_no_event_of_it_can_come_any_more() {
        add("ended", TEN, TEN);
        clock.advance(Duration.ofHours(49));
        loop.runOnce();
        clock.advance(Duration.ofDays(31));
        loop.runOnce();
        assertThat(column("select id from session_gone")).containsExactly("ended");
        clock.advance(A_MOMENT);
        loop.runOnce();
        assertThat(column("select id from session_gone")).isEmpty();
    }

    private void add(String session, Instant updatedAt, @Nullable Instant endedAt) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into session (id, agent, started_at, updated_at, ended_at, version, facts)
                            values (:id, 'builder', :at, :at, :endedAt, 1, '{}')""")
                    .bind("id", session)
                    .bind("at", updatedAt)
                    .bind("endedAt", endedAt)
                    .execute();
            handle.execute(
                    "insert into session_update (session, at, sequence, received_at, state) values (?, now(), 1, now(), 'x')",
                    session);
            handle.createUpdate("insert into log_line (session, at, stream, text) values (:session, :at, 'out', 'x')")
                    .bind("session", session)
                    .bind("at", updatedAt)
                    .execute();
            handle.execute("insert into session_log (session, lines) values (?, 1)", session);
            handle.execute("insert into session_erring (session) values (?)", session);
        });
    }

    private List<String> column(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static final class Defaults implements RetentionConfig {
        @Override
        public String every() {
            return "off";
        }

        @Override
        public Duration ended() {
            return Duration.ofHours(48);
        }

        @Override
        public Duration silent() {
            return Duration.ofDays(7);
        }

        @Override
        public Duration remembered() {
            return Duration.ofDays(31);
        }
    }
}
