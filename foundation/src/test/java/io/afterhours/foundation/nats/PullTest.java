package io.afterhours.foundation.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Consumers CONSUMER = Consumers.PROGRESS_REPORT;
    private static final int MOST = 100;
    private static final int BYTES = 1 << 20;

    private NatsServer server;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.local();
        connection = Nats.connect(Options.builder()
                .server(server.url())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .build());
        var management = connection.jetStreamManagement();
        StreamKeeper.ensure(management, CONSUMER.stream());
        for (var partition : CONSUMER.stream().partitions()) {
            StreamKeeper.ensureConsumer(
                    management, partition.name(), CONSUMER.durable(), CONSUMER.subjects(), LIMIT, 10_000);
        }
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    void the_server_agrees_in_which_partition_each_agent_is() throws Exception {
        for (int i = 0; i < 200; i++) {
            var agent = "agent-" + i;
            assertThat(publish(agent, "{}"))
                    .isEqualTo(Streams.AGENT_PROGRESS.partitionOf(agent).name());
        }
    }

    @Test
    void a_message_is_stored_under_the_subject_on_which_it_was_published() throws Exception {
        publish("builder", "{}");

        try (var pull = pull()) {
            assertThat(taken(pull, 1)).extracting(Message::getSubject).containsExactly("agent.builder.progress");
        }
    }

    @Test
    void messages_of_one_agent_come_in_their_order_and_no_more_than_a_batch_at_a_time() throws Exception {
        publishMany("builder", 350);

        try (var pull = pull()) {
            var batches = new ArrayList<List<Message>>();
            while (batches.stream().mapToInt(List::size).sum() < 350) {
                batches.add(acknowledged(pull.next()));
            }
            assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(MOST));
            assertThat(batches.stream().flatMap(List::stream).map(PullTest::text))
                    .containsExactlyElementsOf(numbers(350));
        }
    }

    @Test
    void what_waits_in_one_partition_does_not_hold_up_what_comes_to_another() throws Exception {
        var quiet = agentElsewhereThan("builder");
        publishMany("builder", 2_000);
        try (var pull = pull()) {
            acknowledged(pull.next());
            acknowledged(pull.next());

            publish(quiet, "quiet");

            var next = new ArrayList<Message>();
            while (next.stream().noneMatch(message -> text(message).equals("quiet"))) {
                next.addAll(acknowledged(pull.next()));
            }
            assertThat(next).as("before it and with it").hasSizeLessThan(6 * MOST);
        }
    }

    @Test
    void a_partition_with_a_backlog_has_part_of_a_batch_while_another_speaks_and_all_of_it_alone() throws Exception {
        var quiet = agentElsewhereThan("builder");
        publishMany("builder", 3_000);
        try (var pull = pull(3 * MOST, BYTES)) {
            assertThat(last(pull, 3, () -> {})).isGreaterThan(2 * MOST);
            assertThat(last(pull, 5, () -> publish(quiet, "quiet"))).isLessThan(MOST);
        }
    }

    @Test
    void more_is_read_of_a_flood_than_is_given_and_what_comes_to_another_partition_goes_first() throws Exception {
        var quiet = agentElsewhereThan("builder");
        publishMany("builder", 6_000);
        try (var pull = pull(2_048, BYTES)) {
            assertThat(last(pull, 5, () -> publish(quiet, "quiet"))).isLessThanOrEqualTo(2_048 / 32 + 2);
            publish(quiet, "last");

            var next = new ArrayList<Message>();
            await(() -> {
                next.clear();
                next.addAll(acknowledged(pull.next()));
                return next.stream().anyMatch(message -> text(message).equals("last"));
            });
            assertThat(text(next.getFirst())).isIn("quiet", "last");
            assertThat(pull.left()).hasSizeGreaterThan(2_048 / 8);
        }
    }

    @Test
    void two_partitions_with_as_much_are_no_flood() throws Exception {
        var other = agentElsewhereThan("builder");
        publishMany("builder", 3_000);
        publishMany(other, 3_000);
        try (var pull = pull(2_048, BYTES)) {
            assertThat(last(pull, 4, () -> {})).isGreaterThan(2_048 / 8);
        }
    }

    @Test
    void what_is_here_of_large_messages_is_bounded_and_leaves_the_others_their_part() throws Exception {
        var quiet = agentElsewhereThan("builder");
        var large = "x".repeat(16 << 10);
        for (int i = 0; i < 400; i++) {
            publish("builder", large);
        }
        try (var pull = pull(2_048, BYTES)) {
            for (int i = 0; i < 40; i++) {
                publish(quiet, "quiet");
                var bytes = acknowledged(pull.next()).stream()
                        .mapToLong(Message::consumeByteCount)
                        .sum();
                assertThat(bytes).isLessThanOrEqualTo(BYTES);
            }
            assertThat(pull.left().stream().mapToLong(Message::consumeByteCount).sum())
                    .isLessThanOrEqualTo(BYTES + BYTES / 2);
        }
    }

    private interface Between {
        void run() throws Exception;
    }

    /** Size of the last of some batches; of the first ones some was asked for before. */
    private static int last(Pull pull, int batches, Between each) throws Exception {
        int size = 0;
        for (int i = 0; i < batches; i++) {
            each.run();
            size = acknowledged(pull.next()).size();
        }
        return size;
    }

    @Test
    void what_is_published_while_a_request_stands_comes_at_once() throws Exception {
        try (var pull = pull()) {
            assertThat(pull.next()).isEmpty();
            var next = CompletableFuture.supplyAsync(() -> one(pull));

            publish("builder", "now");

            assertThat(text(next.get())).isEqualTo("now");
        }
    }

    @Test
    void a_server_that_comes_back_is_asked_again() throws Exception {
        try (var pull = pull()) {
            assertThat(pull.next()).isEmpty();
            server.kill();
            server.startAgain();
            await(() -> connection.getStatus() == Connection.Status.CONNECTED);
            publish("builder", "after");

            var begun = System.nanoTime();
            assertThat(taken(pull, 1)).extracting(PullTest::text).containsExactly("after");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void what_came_before_the_server_went_away_is_taken_while_it_is() throws Exception {
        publishMany("builder", 300);
        var before = connection.getStatistics().getInMsgs();
        try (var pull = pull()) {
            var first = pull.next();
            await(() -> connection.getStatistics().getInMsgs() > before + first.size() + MOST / 2);
            server.kill();
            await(() -> connection.getStatus() != Connection.Status.CONNECTED);

            assertThat(pull.next()).isNotEmpty();
        } finally {
            server.startAgain();
        }
    }

    @Test
    void what_is_here_of_a_flood_when_the_server_goes_away_is_given_once_and_what_comes_after_it_follows()
            throws Exception {
        var quiet = agentElsewhereThan("builder");
        publish(quiet, "hello");
        publishMany("builder", 300);
        try (var pull = pull(1_000, BYTES)) {
            var messages = taken(pull, 65);
            awaitNothingMore();
            messages.addAll(acknowledged(pull.next()));
            var given = messages.size();
            server.kill();
            server.startAgain();
            await(() -> connection.getStatus() == Connection.Status.CONNECTED);
            publish("builder", "after");
            messages.addAll(taken(pull, 302 - messages.size()));

            assertThat(given).isLessThan(300);
            assertThat(messages)
                    .extracting(PullTest::text)
                    .filteredOn(text -> !text.equals("hello"))
                    .containsExactlyElementsOf(Stream.concat(numbers(300).stream(), Stream.of("after"))
                            .toList());
        }
    }

    private void awaitNothingMore() {
        var seen = new AtomicLong(-1);
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(() -> {
            var now = connection.getStatistics().getInMsgs();
            return seen.getAndSet(now) == now;
        });
    }

    @Test
    void a_consumer_that_is_gone_is_said_to_be() throws Exception {
        try (var pull = pull()) {
            assertThat(pull.next()).isEmpty();
            connection
                    .jetStreamManagement()
                    .deleteConsumer(CONSUMER.stream().partitions().getFirst().name(), CONSUMER.durable());

            assertThatThrownBy(() -> taken(pull, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void what_was_asked_for_and_not_taken_is_left() throws Exception {
        publishMany("builder", 60);
        try (var pull = pull()) {
            assertThat(pull.next()).isNotEmpty();
            publishMany("builder", 5);
            connection.flush(LIMIT);

            await(() -> left(pull));
        }
    }

    private boolean left(Pull pull) throws InterruptedException {
        return !pull.left().isEmpty();
    }

    private Pull pull() {
        return pull(MOST, BYTES);
    }

    private Pull pull(int most, int bytes) {
        return new Pull(connection, partitions(), CONSUMER.durable(), most, bytes, message -> true);
    }

    private static List<String> partitions() {
        return CONSUMER.stream().partitions().stream().map(Partition::name).toList();
    }

    private String publish(String agent, String text) throws Exception {
        return connection
                .jetStream()
                .publish("agent." + agent + ".progress", text.getBytes(StandardCharsets.UTF_8))
                .getStream();
    }

    private void publishMany(String agent, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            connection.publish("agent." + agent + ".progress", String.valueOf(i).getBytes(StandardCharsets.UTF_8));
        }
        connection.flush(LIMIT);
        var partition = Streams.AGENT_PROGRESS.partitionOf(agent).name();
        await(() -> connection
                        .jetStreamManagement()
                        .getStreamInfo(partition)
                        .getStreamState()
                        .getMsgCount()
                >= count);
    }

    private static String agentElsewhereThan(String agent) {
        var partition = Streams.AGENT_PROGRESS.partitionOf(agent);
        Predicate<String> elsewhere =
                other -> !Streams.AGENT_PROGRESS.partitionOf(other).equals(partition);
        return List.of("quiet-1", "quiet-2", "quiet-3").stream()
                .filter(elsewhere)
                .findFirst()
                .orElseThrow();
    }

    private static Message one(Pull pull) {
        try {
            return taken(pull, 1).getFirst();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Message> taken(Pull pull, int count) throws InterruptedException {
        var until = System.nanoTime() + LIMIT.toNanos();
        var messages = new ArrayList<Message>();
        while (messages.size() < count && System.nanoTime() < until) {
            messages.addAll(acknowledged(pull.next()));
        }
        return messages;
    }

    private static List<Message> acknowledged(List<Message> messages) {
        messages.forEach(Message::ack);
        return messages;
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).until(condition);
    }
}
