package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.nats.client.Message;

/** Each process reads what the server hands it, and answers each message. */
final class ReadShared implements Reading {
    private final NatsClient nats;
    private final Consumers consumer;
    private final PullChannel.Settings settings;
    private final Answers answers = new AnsweredEach();

    ReadShared(NatsClient nats, Consumers consumer, PullChannel.Settings settings) {
        this.nats = nats;
        this.consumer = consumer;
        this.settings = settings;
    }

    @Override
    public Answers answers() {
        return answers;
    }

    @Override
    public boolean isMine() {
        return true;
    }

    @Override
    public void letGo() {}

    @Override
    public void begin(String partition) throws Exception {
        StreamKeeper.ensureConsumer(
                nats.management(),
                partition,
                consumer.durable(),
                consumer.subjects(),
                settings.ackWait(),
                settings.maxAckPending());
    }

    @Override
    public boolean took(Message message) {
        return true;
    }

    @Override
    public boolean isAgain(Message message) {
        return message.metaData().deliveredCount() > 1;
    }

    @Override
    public boolean goesBack() {
        return false;
    }
}
