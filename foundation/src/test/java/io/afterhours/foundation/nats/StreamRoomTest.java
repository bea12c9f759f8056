package io.afterhours.foundation.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.ParkedAgents.Parked;
import io.afterhours.foundation.nats.ParkedAgents.Part;
import io.afterhours.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamRoomTest {
    private static final Partition PROGRESS = Streams.PROGRESS.partitions().getFirst();
    private static final Partition AGENTS = Streams.AGENT_PROGRESS.partitionOf("builder");
    private static final int MOST_BYTES = 100_000;
    private static final byte[] TEXT = new byte[1_000];

    private NatsServer server;
    private Connection connection;
    private JetStreamManagement management;
    private final List<Parked> parked = new ArrayList<>();
    private final StreamRoom room = new StreamRoom(this::parkedAt);

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start();
        connection = Nats.connect(server.url());
        management = connection.jetStreamManagement();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    void a_stream_that_is_read_never_refuses_what_is_new() throws Exception {
        streamOf(AGENTS, Consumers.PROGRESS_REPORT);

        for (int i = 0; i < 30; i++) {
            publish("agent.builder.progress", 20);
            assertThat(read(AGENTS, Consumers.PROGRESS_REPORT, 20)).hasSize(20);
            room.make(management, AGENTS);
        }

        assertThat(state(AGENTS).getLastSequence()).isEqualTo(600);
    }

    @Test
    void what_was_read_stays_as_long_as_it_takes_no_more_than_half_of_the_room() throws Exception {
        streamOf(AGENTS, Consumers.PROGRESS_REPORT);
        publish("agent.builder.progress", 40);
        read(AGENTS, Consumers.PROGRESS_REPORT, 40);

        var found = room.make(management, AGENTS);

        assertThat(found.letGo()).isZero();
        assertThat(found.filled()).isBetween(0.4, 0.5);
    }

    @Test
    void the_newer_half_stays() throws Exception {
        streamOf(AGENTS, Consumers.PROGRESS_REPORT);
        publish("agent.builder.progress", 80);
        read(AGENTS, Consumers.PROGRESS_REPORT, 80);

        assertThat(room.make(management, AGENTS).letGo()).isEqualTo(40);
        assertThat(state(AGENTS).getFirstSequence()).isEqualTo(41);
    }

    @Test
    void what_one_of_several_consumers_has_not_acknowledged_stays() throws Exception {
        streamOf(PROGRESS, Consumers.SCHEDULER_PROGRESS, Consumers.SCHEDULER_PARKED, Consumers.COST_PROGRESS);
        publish("progress.updated.s-1", 80);
        read(PROGRESS, Consumers.SCHEDULER_PROGRESS, 80);
        read(PROGRESS, Consumers.COST_PROGRESS, 10);

        assertThat(room.make(management, PROGRESS).letGo()).isEqualTo(10);
        assertThat(room.make(management, PROGRESS))
                .isEqualTo(new StreamRoom.Found(filled(PROGRESS), 0, "consumer cost-progress has 70 messages to read"));
        assertThat(read(PROGRESS, Consumers.COST_PROGRESS, 70)).hasSize(70);
    }

    @Test
    void what_is_out_and_not_yet_acknowledged_stays() throws Exception {
        streamOf(AGENTS, Consumers.PROGRESS_REPORT);
        publish("agent.builder.progress", 80);
        var out = fetch(AGENTS, Consumers.PROGRESS_REPORT, 80);
        out.subList(5, 80).forEach(StreamRoomTest::acknowledge);

        assertThat(room.make(management, AGENTS).letGo()).isZero();

        out.subList(0, 5).forEach(StreamRoomTest::acknowledge);
        assertThat(room.make(management, AGENTS).letGo()).isEqualTo(40);
    }

    @Test
    void a_consumer_of_subjects_that_nobody_speaks_on_holds_nothing_up() throws Exception {
        streamOf(PROGRESS, Consumers.SCHEDULER_PROGRESS, Consumers.SCHEDULER_PARKED, Consumers.COST_PROGRESS);
        publish("progress.updated.s-1", 80);
        read(PROGRESS, Consumers.SCHEDULER_PROGRESS, 80);
        read(PROGRESS, Consumers.COST_PROGRESS, 80);

        assertThat(room.make(management, PROGRESS).letGo()).isEqualTo(40);
    }

    @Test
    void nothing_is_let_go_of_before_everybody_has_come_who_reads_it() throws Exception {
        streamOf(PROGRESS, Consumers.SCHEDULER_PROGRESS, Consumers.SCHEDULER_PARKED);
        publish("progress.updated.s-1", 80);
        read(PROGRESS, Consumers.SCHEDULER_PROGRESS, 80);

        assertThat(room.make(management, PROGRESS).holdup()).isEqualTo("there is no consumer cost-progress yet");
        assertThat(state(PROGRESS).getFirstSequence()).isEqualTo(1);
    }

    @Test
    void what_was_passed_over_of_a_parked_agent_stays_until_it_is_applied() throws Exception {
        streamOf(AGENTS, Consumers.PROGRESS_REPORT);
        publish("agent.builder.progress", 80);
        read(AGENTS, Consumers.PROGRESS_REPORT, 80);
        var elsewhere = "quiet-1";
        assertThat(Streams.AGENT_PROGRESS.partitionOf(elsewhere)).isNotEqualTo(AGENTS);
        parked.add(parked(elsewhere, 1, 0));

        parked.add(parked("builder", 11, 10));
        assertThat(room.make(management, AGENTS).letGo()).isEqualTo(10);
        assertThat(room.make(management, AGENTS).holdup()).isEqualTo("agent builder is parked");

        parked.set(1, parked("builder", 11, 30));
        assertThat(room.make(management, AGENTS).letGo()).isEqualTo(20);
        assertThat(state(AGENTS).getFirstSequence()).isEqualTo(31);
    }

    @Test
    void a_stream_that_nobody_may_empty_is_left_as_it_is() throws Exception {
        management.addStream(small(AGENTS).denyPurge(true).build());
        publish("agent.builder.progress", 80);

        assertThat(room.make(management, AGENTS).holdup()).contains("deny_purge");
    }

    private void streamOf(Partition partition, Consumers... consumers) throws Exception {
        management.addStream(small(partition).build());
        for (var consumer : consumers) {
            StreamKeeper.ensureConsumer(
                    management,
                    partition.name(),
                    consumer.durable(),
                    consumer.subjects(),
                    Duration.ofSeconds(30),
                    1_000);
        }
    }

    private static StreamConfiguration.Builder small(Partition partition) {
        return StreamConfiguration.builder(StreamKeeper.declared(partition)).maxBytes(MOST_BYTES);
    }

    private void publish(String subject, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            connection.jetStream().publish(subject, TEXT);
        }
    }

    private List<Message> read(Partition partition, Consumers consumer, int count) throws Exception {
        var messages = fetch(partition, consumer, count);
        messages.forEach(StreamRoomTest::acknowledge);
        return messages;
    }

    private List<Message> fetch(Partition partition, Consumers consumer, int count) throws Exception {
        var messages = new ArrayList<Message>();
        try (var fetched = connection
                .getConsumerContext(partition.name(), consumer.durable())
                .fetchMessages(count)) {
            for (var message = fetched.nextMessage();
                    message != null && messages.size() < count;
                    message = fetched.nextMessage()) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static void acknowledge(Message message) {
        try {
            message.ackSync(Duration.ofSeconds(10));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private StreamState state(Partition partition) throws Exception {
        return management.getStreamInfo(partition.name()).getStreamState();
    }

    private double filled(Partition partition) throws Exception {
        return state(partition).getByteCount() / (double) MOST_BYTES;
    }

    private List<Parked> parkedAt(String consumer) {
        assertThat(consumer).isEqualTo(Consumers.PROGRESS_REPORT.durable());
        return parked;
    }

    private static Parked parked(String agent, long first, long done) {
        return new Parked(new Part(agent, first, 80), done, Instant.EPOCH, false, true);
    }
}
