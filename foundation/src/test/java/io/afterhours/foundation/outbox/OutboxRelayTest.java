package io.afterhours.foundation.outbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.DOWN;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.UP;

import io.afterhours.contracts.DeadLettered;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.NatsConfig;
import io.afterhours.foundation.nats.StreamKeeper;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final Instant AT = Instant.parse("2026-11-21T22:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private static NatsServer server;

    @SuppressWarnings("NullAway.Init")
    private static NatsClient nats;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final Jdbi jdbi = database();
    private final OutboxRelay relay = relay(false);
    private final Outbox outbox = new Outbox(relay);

    @BeforeAll
    static void startNats() {
        server = NatsServer.local();
        nats = client();
    }

    @AfterAll
    static void stopNats() {
        server.close();
    }

    @BeforeEach
    void removeStreams() throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> nats.connection().getStatus().equals(Connection.Status.CONNECTED));
        for (var name : nats.management().getStreamNames()) {
            nats.management().deleteStream(name);
        }
    }

    @Test
    void events_leave_in_their_order_whatever_number_of_batches_that_takes() throws Exception {
        jdbi.useTransaction(tx -> outbox.add(
                tx, IntStream.range(0, 1200).mapToObj(OutboxRelayTest::outgoing).toList()));
        jdbi.useTransaction(tx -> add(tx, 1200));

        assertThat(relay.relayOnce()).isEqualTo(500);
        assertThat(relay.relayOnce()).isEqualTo(500);
        assertThat(relay.relayOnce()).isEqualTo(201);
        assertThat(relay.relayOnce()).isZero();

        assertThat(published()).isEqualTo(numbers(1201));
    }

    @Test
    void exactly_what_was_committed_leaves() throws Exception {
        jdbi.useTransaction(tx -> add(tx, 0));
        assertThatThrownBy(() -> jdbi.useTransaction(tx -> {
                    add(tx, 77);
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessage("changed its mind");
        try (var open = jdbi.open()) {
            open.begin();
            add(open, 2);
            jdbi.useTransaction(tx -> add(tx, 1));
            relay.relayOnce();
            assertThat(published()).containsExactly("s-0", "s-1");
            open.commit();
        }
        relay.relayOnce();

        assertThat(published()).containsExactly("s-0", "s-1", "s-2");
    }

    @Test
    void an_event_leaves_soon_after_its_commit() throws Exception {
        var running = relay(true);
        running.start(new StartupEvent());
        try {
            jdbi.useTransaction(tx -> new Outbox(running).add(tx, List.of(outgoing(0))));
            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> published().size() == 1);
        } finally {
            running.close();
        }
    }

    @Test
    void an_event_that_is_sent_again_because_a_crash_forgot_it_is_one_message() throws Exception {
        jdbi.useTransaction(tx -> add(tx, 0));
        relay.relayOnce();
        jdbi.useHandle(handle -> handle.execute("update outbox set sent_at = null"));
        jdbi.useTransaction(tx -> add(tx, 1));

        relay(false).relayOnce();

        assertThat(published()).containsExactly("s-0", "s-1");
        assertThat(unsent()).isZero();
        String id = jdbi.withHandle(handle -> handle.select("select id::text from outbox order by seq limit 1")
                .mapTo(String.class)
                .one());
        var message = message(1);
        assertThat(requireNonNull(message.getHeaders()).getFirst("Nats-Msg-Id")).isEqualTo(id);
        assertThat(requireNonNull(message.getHeaders()).getFirst("ce-id")).isEqualTo(id);
    }

    @Test
    void an_event_that_can_never_be_published_stays_with_its_reason_and_holds_up_no_other() throws Exception {
        var tooLong = "x".repeat(300_000);
        jdbi.useTransaction(tx -> {
            add(tx, 0);
            outbox.add(tx, new Subject.Dead("S", "c"), new DeadLettered("S", 1, "s", "c", tooLong, 1, "{}", AT));
            add(tx, 1);
        });

        relay.relayOnce();
        relay.count();

        assertThat(published()).containsExactly("s-0", "s-1");
        String reason = jdbi.withHandle(handle -> handle.select("select refused from outbox where refused is not null")
                .mapTo(String.class)
                .one());
        assertThat(reason).isNotBlank();
        assertThat(gauge("afterhours.outbox.refused")).isEqualTo(1);
        assertThat(gauge("afterhours.outbox.waiting")).isZero();
    }

    @Test
    void many_events_of_a_stream_leave_in_one_batch_and_a_few_one_by_one() throws Exception {
        addMany(0, 40);
        relay.relayOnce();
        addMany(40, 43);
        relay.relayOnce();

        assertThat(published()).isEqualTo(numbers(43));
        assertThat(LongStream.rangeClosed(1, 40)
                        .mapToObj(OutboxRelayTest::batchOf)
                        .distinct())
                .singleElement()
                .isNotNull();
        assertThat(LongStream.rangeClosed(41, 43).mapToObj(OutboxRelayTest::batchOf))
                .containsOnlyNulls();
    }

    @Test
    void a_batch_that_holds_events_which_are_there_already_adds_the_others() throws Exception {
        addMany(0, 40);
        relay.relayOnce();
        jdbi.useHandle(handle -> handle.execute("update outbox set sent_at = null where seq % 2 = 0"));
        addMany(40, 60);

        relay(false).relayOnce();

        assertThat(published()).isEqualTo(numbers(60));
        assertThat(unsent()).isZero();
    }

    @Test
    void of_a_batch_only_the_event_that_is_too_large_for_its_stream_or_for_the_server_stays() throws Exception {
        addMany(0, 20);
        addText(20_000);
        addMany(20, 40);
        relay.relayOnce();
        addMany(40, 60);
        addText(2_000_000);
        addMany(60, 80);
        relay.relayOnce();
        relay.count();

        assertThat(published()).isEqualTo(numbers(80));
        assertThat(gauge("afterhours.outbox.refused")).isEqualTo(2);
        assertThat(gauge("afterhours.outbox.waiting")).isZero();
    }

    @Test
    void a_stream_that_was_made_without_batches_gets_its_events_one_by_one() throws Exception {
        var declared =
                StreamKeeper.ensure(nats.management(), Streams.COST.partitions().getFirst());
        nats.management()
                .updateStream(StreamConfiguration.builder(declared)
                        .allowAtomicPublish(false)
                        .build());
        addMany(0, 40);

        relay.relayOnce();

        assertThat(published()).isEqualTo(numbers(40));
        assertThat(batchOf(1)).isNull();
    }

    @Test
    void a_stream_that_takes_no_events_now_does_not_hold_up_those_of_others() throws Exception {
        jdbi.useTransaction(tx -> {
            tx.execute("""
                    insert into outbox (id, subject, type, payload)
                    select gen_random_uuid(), 'nowhere.' || n, 't', '{}' from generate_series(1, 700) as n""");
            add(tx, 0);
        });

        assertThatThrownBy(relay::relayOnce).isNotNull();
        relay.relayOnce();
        relay.count();

        assertThat(published()).containsExactly("s-0");
        assertThat(gauge("afterhours.outbox.waiting")).isEqualTo(700);
    }

    @Test
    void the_service_is_not_well_while_a_stream_takes_nothing_and_says_which() {
        var check = new OutboxCheck(relay);
        assertThat(check.call().getStatus()).isEqualTo(UP);
        jdbi.useTransaction(tx -> tx.execute(
                "insert into outbox (id, subject, type, payload) values (?, 'nowhere.n', 't', '{}')",
                UUID.randomUUID()));
        assertThatThrownBy(relay::relayOnce).isNotNull();
        var down = check.call();
        assertThat(down.getStatus()).isEqualTo(DOWN);
        assertThat(down.getData())
                .hasValueSatisfying(data -> assertThat(data.get("trouble"))
                        .asString()
                        .startsWith("events of nowhere.… wait, because NATS does not take them: "));

        jdbi.useTransaction(tx -> tx.execute("delete from outbox"));
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            relay.relayOnce();
            return check.call().getStatus() == UP;
        });
    }

    @Test
    void streams_that_take_nothing_stay_in_trouble_while_another_relay_works_and_one_for_which_nothing_waits_does_not()
            throws Exception {
        jdbi.useTransaction(tx -> {
            tx.execute("""
                    insert into outbox (id, subject, type, payload)
                    values (gen_random_uuid(), 'nowhere.n', 't', '{}'), (gen_random_uuid(), 'elsewhere.n', 't', '{}')""");
        });
        assertThatThrownBy(relay::relayOnce).isNotNull();
        assertThat(relay.trouble()).contains("events of elsewhere.… wait").contains("events of nowhere.… wait");

        jdbi.useTransaction(other -> {
            assertThat(OutboxStore.isAlone(other)).isTrue();
            await().pollDelay(Duration.ofMillis(1_100)).until(() -> relay.relayOnce() == 0);
            assertThat(relay.trouble()).isNotNull();
        });

        jdbi.useTransaction(tx -> tx.execute("delete from outbox where subject = 'nowhere.n'"));
        await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> {
            relay.relayOnce();
            return true;
        });
        assertThat(relay.trouble()).startsWith("events of elsewhere.… wait").doesNotContain("nowhere");
    }

    @Test
    void that_nothing_can_be_asked_because_a_stream_is_not_as_declared_is_trouble_until_it_is() throws Exception {
        var declared =
                StreamKeeper.ensure(nats.management(), Streams.COST.partitions().getFirst());
        nats.management()
                .updateStream(
                        StreamConfiguration.builder(declared).maxBytes(1 << 20).build());
        jdbi.useTransaction(tx -> add(tx, 0));
        assertThatThrownBy(relay::relayOnce).isInstanceOf(StreamKeeper.Drift.class);
        assertThat(relay.trouble())
                .startsWith("events wait, because NATS cannot be asked to take them: stream COST is not as declared");

        nats.management().updateStream(declared);
        relay.relayOnce();
        assertThat(relay.trouble()).isNull();
        assertThat(published()).containsExactly("s-0");
    }

    @Test
    void a_stream_that_was_lost_is_made_anew() throws Exception {
        jdbi.useTransaction(tx -> add(tx, 0));
        relay.relayOnce();
        nats.management().deleteStream("COST");
        jdbi.useTransaction(tx -> add(tx, 1));

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            relay.relayOnce();
            return unsent() == 0;
        });

        assertThat(published()).containsExactly("s-1");
        assertThat(relay.trouble()).isNull();
    }

    @Test
    void while_nats_is_away_events_wait_and_are_counted_and_then_each_leaves_once_in_its_order() throws Exception {
        jdbi.useTransaction(tx -> add(tx, 0));
        relay.relayOnce();
        server.kill();
        try {
            jdbi.useTransaction(tx -> outbox.add(
                    tx,
                    IntStream.range(1, 700).mapToObj(OutboxRelayTest::outgoing).toList()));
            assertThatThrownBy(relay::relayOnce).isNotNull();
            relay.count();
            assertThat(gauge("afterhours.outbox.waiting")).isEqualTo(699);
        } finally {
            server.startAgain();
        }

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            relay.relayOnce();
            return unsent() == 0;
        });

        assertThat(published()).isEqualTo(numbers(700));
    }

    @Test
    void of_two_relays_on_one_database_one_works_at_a_time() throws Exception {
        jdbi.useTransaction(tx -> outbox.add(
                tx, IntStream.range(0, 3000).mapToObj(OutboxRelayTest::outgoing).toList()));
        var relays = List.of(relay, relay(false), relay(false));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var works = relays.stream()
                    .map(each -> threads.submit(() -> {
                        while (unsent() > 0) {
                            each.relayOnce();
                        }
                        return null;
                    }))
                    .toList();
            for (var work : works) {
                work.get();
            }
        }

        assertThat(published()).isEqualTo(numbers(3000));
    }

    private OutboxRelay relay(boolean enabled) {
        return new OutboxRelay(jdbi, nats, meters, "cost", enabled, List.of(Streams.COST, Streams.DEAD_LETTER));
    }

    private void addMany(int from, int to) {
        jdbi.useTransaction(tx -> outbox.add(
                tx,
                IntStream.range(from, to).mapToObj(OutboxRelayTest::outgoing).toList()));
    }

    private void addText(int length) {
        jdbi.useHandle(handle -> handle.execute(
                "insert into outbox (id, subject, type, payload) values (gen_random_uuid(), 'cost.recorded', 't', ?)",
                "x".repeat(length)));
    }

    private void add(Handle tx, int number) {
        outbox.add(tx, List.of(outgoing(number)));
    }

    private static Outbox.Outgoing outgoing(int number) {
        return new Outbox.Outgoing(
                new Subject.OfCost("recorded"), new CostRecorded("s-" + number, "builder", null, number, null, 0, AT));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(number -> "s-" + number).toList();
    }

    private static List<String> published() throws Exception {
        var sessions = new ArrayList<String>();
        var count = nats.management().getStreamInfo("COST").getStreamState().getMsgCount();
        for (long sequence = 1; sequence <= count; sequence++) {
            sessions.add(Json.read(requireNonNull(message(sequence).getData()), CostRecorded.class)
                    .session());
        }
        return sessions;
    }

    private static @Nullable String batchOf(long sequence) {
        try {
            return requireNonNull(message(sequence).getHeaders()).getFirst("Nats-Batch-Id");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static MessageInfo message(long sequence)
            throws java.io.IOException, JetStreamApiException, InterruptedException {
        return nats.management().getMessage("COST", sequence);
    }

    private long unsent() {
        return jdbi.withHandle(
                handle -> handle.select("select count(*) from outbox where sent_at is null and refused is null")
                        .mapTo(Long.class)
                        .one());
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private static Jdbi database() {
        var database = TestDatabase.migrated("db/foundation");
        return Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    }

    private static NatsClient client() {
        return new NatsClient(new NatsConfig() {
            @Override
            public String url() {
                return server.url();
            }

            @Override
            public Optional<Path> credentials() {
                return Optional.empty();
            }

            @Override
            public String identity() {
                return "cost";
            }

            @Override
            public Duration publishTimeout() {
                return Duration.ofSeconds(2);
            }
        });
    }
}
