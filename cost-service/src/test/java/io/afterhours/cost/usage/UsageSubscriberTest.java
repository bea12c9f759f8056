package io.afterhours.cost.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.cost.Bus;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.nats.client.impl.Headers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class UsageSubscriberTest {
    private static final String HAIKU = """
            {"session":"<session>","model":"claude-haiku-4-5","inputTokens":1000}""";

    @Inject
    Jdbi jdbi;

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    AgroalDataSource pool;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    NatsServer nats;

    @SuppressWarnings("NullAway.Init") // by ServersResource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // by connect()
    Bus bus;

    private final String session = "s-" + UUID.randomUUID();

    @BeforeEach
    void connect() throws Exception {
        bus = new Bus(nats);
    }

    @AfterEach
    void disconnect() throws Exception {
        bus.close();
    }

    @Test
    void books_the_smallest_useful_report_under_the_agent_that_published_it() {
        var sequence = bus.publish("agent.builder.usage", haiku());

        awaitBooked(1);
        assertThat(row("agent")).isEqualTo("builder");
        assertThat(row("cost_nanos")).isEqualTo("1000000");
        assertThat(row("basis")).isEqualTo("computed");
        assertThat(row("stream_sequence")).isEqualTo(String.valueOf(sequence));
        assertThat(row("occurred_at = received_at")).isEqualTo("true");
    }

    @Test
    void books_an_event_once_however_often_and_from_however_many_threads_it_is_sent() {
        var id = UUID.randomUUID().toString();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 25; i++) {
                        bus.publishAs(id, "agent.builder.usage", haiku());
                    }
                });
            }
        }
        bus.publishAs("after-" + id, "agent.builder.usage", haiku());

        awaitBooked(2);
        assertSumsAgree();
    }

    @Test
    void books_reports_of_two_agents_under_the_same_id() {
        var id = UUID.randomUUID().toString();
        bus.publishAs(id, "agent.builder.usage", haiku());
        bus.publishAs(id, "agent.intruder.usage", haiku());

        awaitBooked(2);
    }

    @Test
    void what_another_reports_of_a_runners_session_is_put_aside_so_that_it_cannot_have_its_build_stopped() {
        jdbi.useHandle(tx -> tx.execute(
                "insert into session (session, build, agent, runner, claimed) values (?, 'B-7', 'claude', 'runner-1', false)",
                session));
        bus.publish("agent.runner-1.usage", haiku());
        var sequence = bus.publish("agent.intruder.usage", haiku().replace("1000", "9000000"));

        awaitReason(
                sequence,
                "session: expected a session of intruder's own, was " + session + ", which belongs to runner-1");
        awaitBooked(1);
        assertThat(row("agent")).isEqualTo("runner-1");
    }

    @Test
    void puts_another_report_under_a_known_id_into_quarantine() {
        var id = UUID.randomUUID().toString();
        bus.publishAs(id, "agent.builder.usage", haiku());
        awaitBooked(1);

        var sequence = bus.publishAs(id, "agent.builder.usage", haiku().replace("1000", "9000"));

        awaitReason(sequence, "ce-id: expected a new id for a new event, was " + id);
        awaitBooked(1);
        assertThat(row("input_tokens")).isEqualTo("1000");
    }

    @Test
    void puts_what_breaks_the_contract_into_quarantine_and_books_its_neighbours() {
        bus.publish("agent.builder.usage", haiku());
        var empty = bus.publish("agent.builder.usage", "");
        var truncated = bus.publish("agent.builder.usage", haiku().substring(0, 30));
        var trailing = bus.publish("agent.builder.usage", haiku() + "{}");
        var array = bus.publish("agent.builder.usage", "[1,2]");
        var noUtf8 = bus.publish("agent.builder.usage", new Headers(), new byte[] {'{', '"', (byte) 0xff, '"'});
        bus.publish("agent.builder.usage", haiku());
        var noSession = bus.publish("agent.builder.usage", "{\"model\":\"m\"}");
        var negative = bus.publish("agent.builder.usage", haiku().replace("1000", "-1"));
        var huge = bus.publish("agent.builder.usage", haiku().replace("1000", "10000000001"));
        var overflow = bus.publish("agent.builder.usage", haiku().replace("1000", "99999999999999999999"));
        var text = bus.publish("agent.builder.usage", haiku().replace("1000", "\"many\""));
        var fraction = bus.publish("agent.builder.usage", haiku().replace("1000", "10.5"));
        var cost = bus.publish("agent.builder.usage", haiku().replace("\"inputTokens\":1000", "\"costUsd\":-5"));
        var exponent =
                bus.publish("agent.builder.usage", haiku().replace("\"inputTokens\":1000", "\"costUsd\":1e999999999"));
        var deep = bus.publish("agent.builder.usage", "{\"session\":" + "[".repeat(5_000));
        var version = bus.publish(
                "agent.builder.usage",
                new Headers().put("ce-type", "io.afterhours.agent.usage.v99"),
                haiku().getBytes(StandardCharsets.UTF_8));
        var type = bus.publish(
                "agent.builder.usage",
                new Headers().put("ce-type", "io.afterhours.agent.progress.v1"),
                haiku().getBytes(StandardCharsets.UTF_8));
        bus.publish("agent.builder.usage", haiku());

        awaitReason(empty, "payload: expected a JSON object");
        awaitReason(truncated, "expected");
        awaitReason(trailing, "expected");
        awaitReason(array, "expected");
        awaitReason(noUtf8, "expected");
        awaitReason(noSession, "session: expected text");
        awaitReason(negative, "inputTokens: expected a number from 0 to 10000000000, was -1");
        awaitReason(huge, "inputTokens: expected a number from 0 to 10000000000, was 10000000001");
        awaitReason(overflow, "inputTokens: expected a whole number");
        awaitReason(text, "inputTokens: expected a whole number");
        awaitReason(fraction, "inputTokens: expected a whole number");
        awaitReason(cost, "costUsd: expected an amount in USD");
        awaitReason(exponent, "costUsd");
        awaitReason(deep, "expected");
        awaitReason(version, "ce-type: expected io.afterhours.agent.usage.v1");
        awaitReason(type, "ce-type: expected io.afterhours.agent.usage.v1");
        awaitBooked(3);
    }

    @Test
    void puts_a_time_that_cannot_be_true_into_quarantine_in_the_midst_of_a_batch() {
        bus.publish("agent.builder.usage", haiku());
        var future = bus.publish("agent.builder.usage", at("2099-01-01T00:00:00Z"));
        var past = bus.publish("agent.builder.usage", at("1970-01-01T00:00:00Z"));
        var noDay = bus.publish("agent.builder.usage", at("2026-02-30T00:00:00Z"));
        bus.publish("agent.builder.usage", haiku());

        awaitReason(future, "at: expected a time not later than 5 minutes after its receipt");
        awaitReason(past, "at: expected a time not earlier than 30 days before its receipt");
        awaitReason(noDay, "at: expected a time such as");
        awaitBooked(2);
    }

    @Test
    void ignores_fields_of_a_newer_minor_version() {
        bus.publish("agent.builder.usage", haiku().replace("}", ",\"colour\":\"blue\"}"));

        awaitBooked(1);
    }

    @Test
    void counts_a_late_report_for_its_own_day() {
        var threeDaysAgo = Instant.now().minus(Duration.ofDays(3));
        bus.publish("agent.builder.usage", at(threeDaysAgo.toString()));

        awaitBooked(1);
        assertThat(read("select day::text from cost_by_session where session = :session"))
                .containsExactly(threeDaysAgo
                        .atZone(java.time.ZoneId.systemDefault())
                        .toLocalDate()
                        .toString());
    }

    @Test
    void counts_what_a_clock_that_runs_ahead_reports_for_the_day_of_its_receipt() {
        bus.publish(
                "agent.builder.usage",
                at(Instant.now().plus(Duration.ofMinutes(4)).toString()));

        awaitBooked(1);
        assertThat(read("select (occurred_at = received_at)::text from usage where session = :session"))
                .containsExactly("true");
    }

    @Test
    void says_what_a_session_costs_and_says_it_once_for_a_batch() {
        for (int i = 0; i < 200; i++) {
            bus.publish("agent.builder.usage", haiku());
        }
        awaitBooked(200);

        var events = recorded();
        assertThat(events).last().satisfies(event -> {
            assertThat(event.sessionNanos()).isEqualTo(200_000_000L);
            assertThat(event.agent()).isEqualTo("builder");
            assertThat(event.build()).isNull();
            assertThat(event.buildNanos()).isNull();
        });
        assertThat(events)
                .hasSizeLessThan(200)
                .extracting(CostRecorded::sessionNanos)
                .isSorted();
        await("published").until(() -> read("""
                        select 1 from outbox where subject = 'cost.recorded' and payload::json ->> 'session' = :session
                        and sent_at is null""").isEmpty());
    }

    @Test
    void tells_of_hundreds_of_sessions_booked_together_what_each_came_to() {
        var sessions = IntStream.range(0, 250).mapToObj(i -> session + "-" + i).toList();
        for (int round = 0; round < 3; round++) {
            var reports = sessions.stream()
                    .map(each -> new Report(
                            Json.read(
                                    HAIKU.replace("<session>", each).getBytes(StandardCharsets.UTF_8),
                                    UsageReported.class),
                            "builder",
                            Instant.now(),
                            null))
                    .toList();
            jdbi.useTransaction(tx -> bookkeeper.book(tx, reports));
        }

        await("told of").untilAsserted(() -> {
            var told = new HashMap<String, Long>();
            recorded(session + "-").forEach(event -> told.put(event.session(), event.sessionNanos()));
            assertThat(told)
                    .hasSize(sessions.size())
                    .allSatisfy((each, nanos) -> assertThat(nanos).isEqualTo(3_000_000L));
        });
    }

    @Test
    void attributes_what_was_used_before_the_scheduler_said_whose_it_is() {
        bus.publish("agent.builder.usage", haiku());
        awaitBooked(1);
        var build = "B-" + UUID.randomUUID().toString().substring(0, 8);

        bus.publish("build.dispatched." + build, """
                {"id":"<build>","version":3,"state":"dispatched","title":"Build landing page","priority":"high",
                 "category":"bug fix","kind":"landing-page","tags":["atlas"],"agent":"claude","session":"<session>",
                 "attempt":1,"at":"2026-11-21T20:00:00Z"}""".replace("<build>", build).replace("<session>", session));

        await("attribution")
                .untilAsserted(() -> assertThat(recorded()).last().satisfies(event -> {
                    assertThat(event.build()).isEqualTo(build);
                    assertThat(event.agent()).isEqualTo("claude");
                    assertThat(event.buildNanos()).isEqualTo(1_000_000L);
                }));
        assertThat(read("select array_to_string(tags, ',') from build join session on build.id = build "
                        + "where session = :session"))
                .containsExactly("atlas");
    }

    @Test
    void believes_the_scheduler_more_than_a_report_and_newer_words_more_than_older() {
        bus.publish("agent.builder.usage", haiku().replace("}", ",\"build\":\"B-claimed\"}"));
        awaitBooked(1);
        assertThat(recorded())
                .last()
                .satisfies(event -> assertThat(event.build()).isEqualTo("B-claimed"));
        var build = "B-" + UUID.randomUUID().toString().substring(0, 8);
        var said = """
                {"id":"<build>","version":5,"state":"running","title":"t","priority":"high","category":"other","kind":"newer",
                 "session":"<session>","attempt":1,"at":"2026-11-21T20:00:00Z"}""".replace("<build>", build).replace("<session>", session);

        bus.publish("build.started." + build, said);
        bus.publish("build.queued." + build, said.replace("newer", "older").replace("5", "4"));
        bus.publish("build.finished." + build, said.replace("newer", "newest").replace(":5", ":6"));

        await("the newest")
                .untilAsserted(() -> assertThat(
                                read("select kind from build join session on id = build where session = :session"))
                        .containsExactly("newest"));
        assertThat(read("select build from session where session = :session")).containsExactly(build);
    }

    @Test
    void books_what_came_while_the_database_was_down() {
        bus.publish("agent.builder.usage", haiku());
        awaitBooked(1);
        database.takeDown();
        try {
            bus.publish("agent.builder.usage", haiku());
            bus.publish("agent.builder.usage", haiku());
        } finally {
            database.bringBack();
            // Whoever got one of the connections that were cut off would fail.
            pool.flush(AgroalDataSource.FlushMode.IDLE);
        }

        awaitBooked(3);
        assertSumsAgree();
    }

    private String haiku() {
        return HAIKU.replace("<session>", session);
    }

    private String at(String time) {
        return haiku().replace("}", ",\"at\":\"" + time + "\"}");
    }

    private void awaitBooked(int count) {
        await(count + " entries of " + session)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> read("select count(*) from usage where session = :session"), List.of("" + count)::equals);
    }

    private void awaitReason(long sequence, String reason) {
        await("quarantine of message " + sequence)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(reasons(sequence)).singleElement().asString().contains(reason));
    }

    private List<String> reasons(long sequence) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select reason from quarantine where stream = 'AGENT_USAGE' and sequence = :sequence")
                .bind("sequence", sequence)
                .mapTo(String.class)
                .list());
    }

    private void assertSumsAgree() {
        assertThat(read("select calls || ' ' || cost_nanos from cost_by_session where session = :session"))
                .isEqualTo(read("select count(*) || ' ' || sum(cost_nanos) from usage where session = :session"));
    }

    private String row(String column) {
        return read("select (" + column + ")::text from usage where session = :session")
                .getFirst();
    }

    private List<CostRecorded> recorded() {
        return recorded(session);
    }

    /** What was told of the sessions whose names begin so, in its order. */
    private List<CostRecorded> recorded(String beginning) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                "select payload from outbox where subject = 'cost.recorded' order by seq")
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8), CostRecorded.class))
                .filter(event -> event.session().startsWith(beginning))
                .toList();
    }

    private List<String> read(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("session", session)
                .mapTo(String.class)
                .list());
    }
}
