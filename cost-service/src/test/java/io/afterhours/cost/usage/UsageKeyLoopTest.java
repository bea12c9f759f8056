package io.afterhours.cost.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Tokens;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class UsageKeyLoopTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final UsageKeyStore keys = new UsageKeyStore();
    private final MarkStore marks = new MarkStore();
    private final UsageKeyLoop loop =
            new UsageKeyLoop(jdbi, keys, marks, () -> Duration.ofDays(90), InstantSource.fixed(NOW));

    @Test
    void a_key_is_forgotten_when_no_report_can_repeat_it_any_more() {
        add("young", NOW.minus(UsageKeyLoop.REMEMBERED));
        add("old", NOW.minus(UsageKeyLoop.REMEMBERED).minusMillis(1));

        loop.runOnce();

        assertThat(isKnown("young")).isTrue();
        assertThat(isKnown("old")).isFalse();
    }

    @Test
    void a_sum_is_forgotten_when_nobody_has_reported_it_for_long() {
        var longAgo = NOW.minus(Duration.ofDays(91));
        var resumed = new MarkStore.Key("claude", "resumed", "m");
        jdbi.useTransaction(tx -> {
            marks.lock(tx, List.of(resumed, new MarkStore.Key("claude", "over", "m")), longAgo);
            marks.save(tx, Map.of(resumed, new Mark(new Tokens(7, 0, 0, 0, 0), null)), NOW.minus(Duration.ofDays(90)));
        });

        loop.runOnce();

        List<String> left = jdbi.withHandle(handle -> handle.createQuery("select session from usage_mark")
                .mapTo(String.class)
                .list());
        assertThat(left).containsExactly("resumed");
    }

    private boolean isKnown(String key) {
        return jdbi.inTransaction(tx -> keys.find(tx, key).isPresent());
    }

    private void add(String key, Instant at) {
        jdbi.useTransaction(tx -> keys.add(tx, key, "{}", Priced.UNKNOWN, at));
    }
}
