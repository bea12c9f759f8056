package io.afterhours.scheduler.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.policy.Whereabouts.Hand;
import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhereaboutsStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-20T11:00:00Z");

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final WhereaboutsStore store = new WhereaboutsStore();

    @BeforeEach
    void nothing_is_known() {
        jdbi.useTransaction(store::clear);
    }

    @Test
    void keeps_what_the_person_said_until_it_is_cleared() {
        var gym = new Hand(Context.GYM, NOON.plusSeconds(3_600));
        jdbi.useTransaction(tx -> store.say(tx, gym, "cli", NOON));
        assertThat(jdbi.inTransaction(store::read).hand()).isEqualTo(gym);

        jdbi.useTransaction(tx -> store.say(tx, new Hand(Context.WORK, null), "cli", NOON));
        assertThat(jdbi.inTransaction(store::read).hand()).isEqualTo(new Hand(Context.WORK, null));

        jdbi.useTransaction(store::clear);
        assertThat(jdbi.inTransaction(store::read)).isEqualTo(Whereabouts.UNSAID);
    }

    @Test
    void writes_down_that_the_person_was_seen_at_most_once_a_minute() {
        assertThat(seen(NOON)).isTrue();
        assertThat(seen(NOON.plusSeconds(59))).isFalse();
        assertThat(jdbi.inTransaction(store::read).lastSeen()).isEqualTo(NOON);
        assertThat(seen(NOON.plusSeconds(60))).isTrue();
        assertThat(jdbi.inTransaction(store::read).lastSeen()).isEqualTo(NOON.plusSeconds(60));
    }

    private boolean seen(Instant at) {
        return jdbi.inTransaction(tx -> store.seen(tx, at));
    }
}
