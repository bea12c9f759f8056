package io.afterhours.foundation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.testkit.TestDatabase;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class RetentionLoopTest {
    private static final RetentionConfig WEEK = new RetentionConfig() {
        @Override
        public Duration outbox() {
            return Duration.ofDays(7);
        }

        @Override
        public Duration inbox() {
            return Duration.ofDays(7);
        }

        @Override
        public Duration quarantine() {
            return Duration.ofDays(7);
        }
    };

    @Test
    void removes_what_is_old_and_never_an_event_that_was_not_published() {
        var database = TestDatabase.migrated("db/foundation");
        var jdbi = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into outbox (id, subject, type, payload, created_at, sent_at) values
                      (gen_random_uuid(), 's', 't', 'old', now() - interval '9 days', now() - interval '8 days'),
                      (gen_random_uuid(), 's', 't', 'new', now() - interval '9 days', now() - interval '6 days'),
                      (gen_random_uuid(), 's', 't', 'waiting', now() - interval '90 days', null)""");
            handle.execute("""
                    insert into outbox (id, subject, type, payload, created_at, refused) values
                      (gen_random_uuid(), 's', 't', 'refused long ago', now() - interval '8 days', 'r'),
                      (gen_random_uuid(), 's', 't', 'refused', now() - interval '6 days', 'r')""");
            handle.execute("""
                    insert into inbox (digest, hash, received_at) values
                      (gen_random_uuid(), 1, now() - interval '8 days'), (gen_random_uuid(), 2, now())""");
            handle.execute("""
                    insert into quarantine (stream, sequence, consumer, subject, reason, payload, deliveries, received_at, added_at)
                    values ('S', 1, 'c', 's', 'r', 'x', 1, now(), now() - interval '8 days'),
                      ('S', 2, 'c', 's', 'r', 'x', 1, now(), now())""");
        });

        assertThat(new RetentionLoop(jdbi, WEEK).runOnce()).isEqualTo(4);

        jdbi.useHandle(handle -> {
            assertThat(handle.select("select payload from outbox order by seq")
                            .mapTo(String.class)
                            .list())
                    .containsExactly("new", "waiting", "refused");
            assertThat(handle.select("select hash from inbox")
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(2);
            assertThat(handle.select("select sequence from quarantine")
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(2);
        });
    }
}
