package io.afterhours.cost.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.price.Priced;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class UsageKeyLoopTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final UsageKeyStore keys = new UsageKeyStore();

    @Test
    void a_key_is_forgotten_when_no_report_can_repeat_it_any_more() {
        add("young", NOW.minus(UsageKeyLoop.REMEMBERED));
        add("old", NOW.minus(UsageKeyLoop.REMEMBERED).minusMillis(1));

        assertThat(new UsageKeyLoop(jdbi, keys, InstantSource.fixed(NOW)).runOnce())
                .isEqualTo(1);

        assertThat(isKnown("young")).isTrue();
        assertThat(isKnown("old")).isFalse();
    }

    private boolean isKnown(String key) {
        return jdbi.inTransaction(tx -> keys.find(tx, key).isPresent());
    }

    private void add(String key, Instant at) {
        jdbi.useTransaction(tx -> keys.add(tx, key, "{}", Priced.UNKNOWN, at));
    }
}
