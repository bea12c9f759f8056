package io.afterhours.foundation.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ConsumerInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnsweredInOrderTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Consumers CONSUMER = Consumers.PROGRESS_REPORT;
    private static final String PARTITION =
            CONSUMER.stream().partitionOf("builder").name();

    private final BlockingQueue<Message> again = new LinkedBlockingQueue<>();

    private NatsServer server;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.local();
        connection = Nats.connect(server.url());
        StreamKeeper.ensure(connection.jetStreamManagement(), CONSUMER.stream().partitionOf("builder"));
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    void one_answer_is_for_all_that_came_before() throws Exception {
        publish(10);
        try (var reader = reader(LIMIT)) {
            reader.answers.over(reader.taken(10));

            await(() -> floor() == 10 && info().getNumAckPending() == 0);
            assertThat(info().getAckFloor().getConsumerSequence()).isEqualTo(10);
        }
    }

    @Test
    void what_is_out_holds_the_floor_until_it_is_over() throws Exception {
        publish(10);
        try (var reader = reader(LIMIT)) {
            var messages = reader.taken(10);
            reader.answers.over(messages.subList(0, 3));
            reader.answers.over(messages.subList(4, 9));
            await(() -> floor() == 3);

            reader.answers.over(messages.subList(3, 4));

            await(() -> floor() == 9);
            reader.answers.buried(messages.getLast());
            await(() -> floor() == 10);
        }
    }

    @Test
    void who_reads_next_is_handed_out_all_from_the_floor_on() throws Exception {
        publish(10);
        try (var reader = reader(LIMIT)) {
            var messages = reader.taken(10);
            reader.answers.over(messages.subList(0, 4));
            reader.answers.over(messages.subList(6, 10));
            await(() -> floor() == 4);
        }

        try (var next = reader(LIMIT)) {
            assertThat(texts(next.taken(6))).containsExactly("4", "5", "6", "7", "8", "9");
        }
    }

    @Test
    void one_that_reads_beside_another_is_told_of_the_gap() throws Exception {
        publish(10);
        try (var one = reader(LIMIT);
                var _ = beside()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            publish(20);
                            one.pull.next();
                        }
                    })
                    .isInstanceOf(Floor.Gap.class)
                    .hasMessageContaining(PARTITION);
            assertThat(floor()).isZero();
        }
    }

    @Test
    void what_takes_longer_than_the_server_waits_is_not_handed_on_twice() throws Exception {
        publish(3);
        try (var reader = reader(Duration.ofSeconds(1))) {
            var messages = reader.taken(3);
            var twice = new ArrayList<Message>();
            await(() -> {
                twice.addAll(reader.pull.next());
                return info().getRedelivered() == 3;
            });
            publish(1);

            assertThat(reader.taken(1)).hasSize(1);
            assertThat(twice).isEmpty();
            reader.answers.over(messages);
            await(() -> floor() == 3);
        }
    }

    @Test
    void what_is_to_come_again_waits_here_and_holds_nobody_up() throws Exception {
        publish(3);
        try (var reader = reader(LIMIT)) {
            var messages = reader.taken(3);
            reader.answers.later(messages.subList(0, 1), Duration.ofMillis(50));
            reader.answers.over(messages.subList(1, 3));

            var back = again.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(back).isEqualTo(messages.getFirst());
            assertThat(floor()).isZero();
            reader.answers.over(messages.subList(0, 1));
            await(() -> floor() == 3);
        }
    }

    @Test
    void several_that_are_to_come_again_are_left_to_the_server() throws Exception {
        publish(3);
        try (var reader = reader(LIMIT)) {
            var messages = reader.taken(3);
            reader.answers.later(messages, Duration.ZERO);
            assertThat(reader.answers.goesBack()).isFalse();

            reader.answers.later(messages, Duration.ofMillis(1));

            assertThat(reader.answers.goesBack()).isTrue();
            reader.answers.begin(PARTITION);
            assertThat(reader.answers.goesBack()).isFalse();
            assertThat(again.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void what_waits_here_is_forgotten_when_its_partition_is_begun_anew() throws Exception {
        publish(1);
        try (var reader = reader(LIMIT)) {
            reader.answers.later(reader.taken(1), Duration.ofMillis(100));
            reader.answers.begin(PARTITION);

            assertThat(again.poll(500, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void an_acknowledgement_that_got_lost_is_noticed() throws Exception {
        publish(3);
        try (var reader = reader(answers(reply -> {}), Duration.ofSeconds(1))) {
            reader.answers.over(reader.taken(3));

            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThatThrownBy(reader.pull::next).isInstanceOf(Floor.Gap.class));
        }
        try (var next = reader(LIMIT)) {
            next.answers.over(next.taken(3));
            await(() -> floor() == 3);
        }
    }

    @Test
    void what_stands_before_a_hole_in_the_stream_is_given_and_what_stands_after_it_when_it_is_begun_anew()
            throws Exception {
        publish(3);
        var other = neighbour();
        connection.jetStream().publish("agent." + other + ".progress", new byte[] {'x'});
        publish(2);
        connection.jetStreamManagement().purgeStream(PARTITION, PurgeOptions.subject("agent." + other + ".progress"));
        try (var reader = reader(LIMIT)) {
            reader.answers.over(reader.taken(3));
            assertThatThrownBy(reader.pull::next).isInstanceOf(Floor.Gap.class);
            await(() -> floor() >= 3);
        }
        try (var next = reader(LIMIT)) {
            assertThat(texts(next.taken(2))).containsExactly("0", "1");
        }
    }

    private static String neighbour() {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "agent-" + i)
                .filter(agent -> CONSUMER.stream().partitionOf(agent).name().equals(PARTITION))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_this_process_was_handed_out_earlier_is_known_when_it_comes_again() throws Exception {
        publish(4);
        var answers = answers(this::acknowledge);
        try (var first = reader(answers, LIMIT)) {
            assertThat(first.taken(4)).noneMatch(answers::isAgain);
        }
        publish(1);

        try (var second = reader(answers, LIMIT)) {
            var messages = second.taken(5);
            assertThat(messages.subList(0, 4)).allMatch(answers::isAgain);
            assertThat(messages.subList(4, 5)).noneMatch(answers::isAgain);
        }
    }

    @Test
    void a_consumer_that_acknowledged_each_is_made_anew_where_it_stood() throws Exception {
        publish(10);
        StreamKeeper.ensureConsumer(
                connection.jetStreamManagement(), PARTITION, CONSUMER.durable(), CONSUMER.subjects(), LIMIT, 100);
        try (var each = beside()) {
            var messages = taken(each, 10);
            messages.subList(0, 6).forEach(Message::ack);
            await(() -> floor() == 6);
        }

        try (var reader = reader(LIMIT)) {
            assertThat(texts(reader.taken(4))).containsExactly("6", "7", "8", "9");
        }
        try (var later = reader(LIMIT)) {
            assertThat(texts(later.taken(4))).containsExactly("6", "7", "8", "9");
        }
    }

    /** Somebody who reads in order. */
    private record Reader(AnsweredInOrder answers, Pull pull) implements AutoCloseable {
        List<Message> taken(int count) throws InterruptedException {
            return AnsweredInOrderTest.taken(pull, count);
        }

        @Override
        public void close() {
            pull.close();
        }
    }

    private Reader reader(Duration ackWait) throws Exception {
        return reader(answers(this::acknowledge), ackWait);
    }

    private AnsweredInOrder answers(Consumer<String> acknowledging) {
        return new AnsweredInOrder(CONSUMER.durable(), acknowledging, again::add);
    }

    private void acknowledge(String reply) {
        connection.publish(reply, "+ACK".getBytes(StandardCharsets.US_ASCII));
    }

    private Reader reader(AnsweredInOrder answers, Duration ackWait) throws Exception {
        StreamKeeper.beginInOrder(connection, PARTITION, CONSUMER.durable(), CONSUMER.subjects(), ackWait, 100);
        answers.begin(PARTITION);
        return new Reader(
                answers, new Pull(connection, List.of(PARTITION), CONSUMER.durable(), 10, 1 << 20, answers::took));
    }

    /** Somebody who asks for messages of the same consumer. */
    private Pull beside() {
        return new Pull(connection, List.of(PARTITION), CONSUMER.durable(), 10, 1 << 20, message -> true);
    }

    private static List<Message> taken(Pull pull, int count) throws InterruptedException {
        var until = System.nanoTime() + LIMIT.toNanos();
        var messages = new ArrayList<Message>();
        while (messages.size() < count && System.nanoTime() < until) {
            messages.addAll(pull.next());
        }
        return messages;
    }

    private void publish(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            connection
                    .jetStream()
                    .publish("agent.builder.progress", String.valueOf(i).getBytes(StandardCharsets.UTF_8));
        }
    }

    private ConsumerInfo info() throws Exception {
        return connection.jetStreamManagement().getConsumerInfo(PARTITION, CONSUMER.durable());
    }

    private long floor() throws Exception {
        return info().getAckFloor().getStreamSequence();
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(message -> new String(message.getData(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).until(condition);
    }
}
