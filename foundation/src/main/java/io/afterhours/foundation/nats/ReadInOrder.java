package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.nats.client.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;

/** One process alone reads, from the {@link Floor} of each partition on. */
final class ReadInOrder implements Reading {
    /** How often it is asked whether this process is still the one that reads, and another whether it is so now. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(ReadInOrder.class);
    private static final byte[] ACKNOWLEDGED = "+ACK".getBytes(StandardCharsets.US_ASCII);

    private final NatsClient nats;
    private final Consumers consumer;
    private final PullChannel.Settings settings;
    private final SoleReader soleReader;
    private final DatabaseWatch database;
    private final AnsweredInOrder answers;
    private long askAt = System.nanoTime();

    /**
     * Reading that has not begun.
     *
     * @param again is handed a message that was to come again, when its pause is over
     */
    ReadInOrder(
            NatsClient nats,
            Consumers consumer,
            PullChannel.Settings settings,
            SoleReader soleReader,
            DatabaseWatch database,
            AnsweredInOrder.Again again) {
        this.nats = nats;
        this.consumer = consumer;
        this.settings = settings;
        this.soleReader = soleReader;
        this.database = database;
        this.answers = new AnsweredInOrder(consumer.durable(), this::acknowledge, again);
    }

    @Override
    public Answers answers() {
        return answers;
    }

    @Override
    public boolean isMine() throws InterruptedException {
        if (System.nanoTime() - askAt < 0) {
            return true;
        }
        database.await();
        var mine = soleReader.isThis(consumer.durable());
        if (mine) {
            askAt = System.nanoTime() + LOOK_EVERY.toNanos();
        }
        return mine;
    }

    @Override
    public void letGo() {
        soleReader.letGo(consumer.durable());
        askAt = System.nanoTime();
    }

    @Override
    public void begin(String partition) throws Exception {
        answers.begin(partition);
        StreamKeeper.beginInOrder(
                nats.connection(),
                partition,
                consumer.durable(),
                consumer.subjects(),
                settings.ackWait(),
                settings.maxAckPending());
    }

    @Override
    public boolean took(Message message) {
        return answers.took(message);
    }

    @Override
    public boolean isAgain(Message message) {
        return answers.isAgain(message);
    }

    @Override
    public boolean goesBack() {
        return answers.goesBack();
    }

    private void acknowledge(String reply) {
        try {
            nats.connection().publish(reply, ACKNOWLEDGED);
        } catch (IOException | IllegalStateException e) {
            LOG.debugf("%s: not acknowledged: %s", consumer.durable(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
