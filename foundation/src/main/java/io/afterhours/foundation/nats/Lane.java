package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A parked agent's own consumer: all its messages from the first one that was passed over, each until it is acknowledged. */
final class Lane {
    /** Long enough for a service that is replaced; where it was away for longer, it goes on from what it took down. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ConsumerContext from;

    private Lane(ConsumerContext from) {
        this.from = from;
    }

    /**
     * How far an agent's messages are applied.
     *
     * @param done up to which place
     * @param waiting how many there are that are not
     */
    record Standing(long done, long waiting) {}

    /** The lane of an agent, made where it is not there yet, or no longer. */
    static Lane open(NatsClient nats, Consumers consumer, ParkedAgents.Parked parked, Duration ackWait)
            throws IOException, JetStreamApiException, InterruptedException {
        var stream = consumer.stream().partitionOf(parked.agent()).name();
        var name = consumer.parked(parked.agent(), parked.part().first());
        var management = nats.management();
        if (StreamKeeper.found(management, stream, name) == null) {
            management.addOrUpdateConsumer(
                    stream,
                    ConsumerConfiguration.builder()
                            .durable(name)
                            .filterSubjects(consumer.subjectsOf(parked.agent()))
                            .deliverPolicy(DeliverPolicy.ByStartSequence)
                            .startSequence(Math.max(parked.part().first(), parked.done() + 1))
                            .ackPolicy(AckPolicy.Explicit)
                            .ackWait(ackWait)
                            .maxDeliver(-1)
                            .inactiveThreshold(KEPT)
                            .build());
        }
        return new Lane(nats.connection().getConsumerContext(stream, name));
    }

    /** The next messages that are there. */
    List<Message> next(int most, int bytes) throws Exception {
        var messages = new ArrayList<Message>();
        try (var fetched = from.fetch(
                FetchConsumeOptions.builder().max(bytes, most).noWait().build())) {
            for (Message message = fetched.nextMessage(); message != null; message = fetched.nextMessage()) {
                messages.add(message);
            }
        }
        return messages;
    }

    Standing standing() throws IOException, JetStreamApiException {
        var info = from.getConsumerInfo();
        return new Standing(info.getAckFloor().getStreamSequence(), info.getNumPending() + info.getNumAckPending());
    }
}
