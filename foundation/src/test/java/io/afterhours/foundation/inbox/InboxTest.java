package io.afterhours.foundation.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.foundation.quarantine.Quarantine;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class InboxTest {
    private static final AtomicLong SEQUENCE = new AtomicLong(1_000_000);

    @Inject
    Inbox inbox;

    @Inject
    Quarantine quarantine;

    @Inject
    Jdbi jdbi;

    @Test
    void what_cannot_be_read_goes_into_quarantine_and_its_neighbours_count() {
        var bad = delivery("bad");
        var read = take(List.of(delivery("one"), bad, delivery("two")), -1);

        assertThat(read).containsExactly("read one", "read two");
        assertThat(reasonOf(bad)).isEqualTo("word: expected a good one, was bad");
    }

    @Test
    void what_something_speaks_against_goes_into_quarantine_and_its_neighbours_count() {
        var second = delivery("four");
        var read = take(List.of(delivery("three"), second, delivery("five")), 1);

        assertThat(read).containsExactly("read three", "read five");
        assertThat(reasonOf(second)).isEqualTo("read four is another's");
    }

    @Test
    void what_was_put_into_quarantine_does_not_count_as_seen_so_that_it_can_be_replayed() {
        var again = delivery("six");

        assertThat(take(List.of(again), 0)).isEmpty();
        assertThat(take(List.of(again), -1)).containsExactly("read six");
        assertThat(take(List.of(again), -1)).isEmpty();
    }

    @Test
    void of_an_event_that_comes_twice_in_a_batch_the_first_is_taken() {
        var twice = delivery("seven");

        assertThat(take(List.of(twice, twice), -1)).containsExactly("read seven");
    }

    @Test
    void of_a_batch_only_what_was_not_seen_before_is_taken_in_its_order() {
        var seen = delivery("eight");
        var first = delivery("nine");
        var last = delivery("ten");
        take(List.of(seen), -1);

        assertThat(take(List.of(first, seen, last), -1)).containsExactly("read nine", "read ten");
        assertThat(take(List.of(last, seen, first), -1)).isEmpty();
        assertThat(take(List.of(), -1)).isEmpty();
    }

    @Test
    void what_was_seen_when_events_were_kept_under_their_names_counts_as_seen() {
        var database = TestDatabase.create();
        var flyway = Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("db/foundation");
        flyway.target("0.3").load().migrate();
        var old = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
        var seen = delivery("eleven");
        old.useHandle(tx -> tx.execute(
                "insert into inbox (consumer, source, event_id, hash) values ('cost-usage', 'builder', ?, 1)",
                seen.id()));

        flyway.target(MigrationVersion.LATEST).load().migrate();

        var fresh = delivery("twelve");
        var upgraded = new Inbox(quarantine, new SimpleMeterRegistry());
        assertThat(old.<List<Delivery<String>>, RuntimeException>inTransaction(
                        tx -> upgraded.fresh(tx, List.of(seen, fresh))))
                .containsExactly(fresh);
    }

    private List<String> take(List<Delivery<String>> batch, int objectionable) {
        return jdbi.inTransaction(tx -> inbox.take(
                tx,
                batch,
                InboxTest::read,
                read -> index -> index == objectionable ? read.get(index) + " is another's" : null));
    }

    private static String read(Delivery<String> delivery) {
        if (delivery.event().equals("bad")) {
            throw new InvalidEvent("word", "a good one", delivery.event());
        }
        return "read " + delivery.event();
    }

    private String reasonOf(Delivery<String> delivery) {
        return quarantine.list(null, 500).stream()
                .filter(entry -> entry.sequence() == delivery.sequence())
                .map(Quarantine.Entry::reason)
                .findFirst()
                .orElseThrow();
    }

    private static Delivery<String> delivery(String word) {
        var sequence = SEQUENCE.incrementAndGet();
        return new Delivery<>(
                word,
                "inbox-test-" + sequence,
                1,
                "AGENT_USAGE",
                sequence,
                "cost-usage",
                "agent.builder.usage",
                Instant.parse("2026-11-21T22:00:00Z"),
                1,
                Trace.begin(),
                false,
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
