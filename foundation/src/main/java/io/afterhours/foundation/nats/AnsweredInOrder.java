package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All messages up to the {@link Floor} of their partition are answered at once. What is to come again does not come from the server,
 * which would have to be asked for all that follows as well: it waits here. A process that ends while it waits loses nothing, since
 * who reads next begins at the floor.
 *
 * <p>Messages of other consumers, those of parked agents, are answered each.
 */
final class AnsweredInOrder implements Answers {
    private final String durable;
    private final Again again;
    private final Answers each = new AnsweredEach();
    private final Map<String, Floor> floors = new ConcurrentHashMap<>();

    /** Is handed what waited here, when its pause is over. */
    @FunctionalInterface
    interface Again {
        void take(List<Message> messages) throws InterruptedException;
    }

    AnsweredInOrder(String durable, Again again) {
        this.durable = durable;
        this.again = again;
    }

    /** The server begins to hand out what of a partition is not acknowledged. */
    void begin(String partition) {
        floors.compute(partition, (name, before) -> new Floor(before == null ? 0 : before.last()));
    }

    /**
     * Notes a message that comes.
     *
     * @return whether it is new
     * @throws Floor.Gap when it does not follow the one before it
     */
    boolean took(Message message) {
        return floor(message).took(message);
    }

    /** Whether this process was handed out a message earlier. */
    boolean isAgain(Message message) {
        return floor(message).isAgain(message);
    }

    @Override
    public void over(List<Message> messages) {
        if (messages.isEmpty() || !isInOrder(messages.getFirst())) {
            each.over(messages);
            return;
        }
        var risen = new HashSet<Floor>();
        for (var message : messages) {
            var floor = floor(message);
            floor.over(message);
            risen.add(floor);
        }
        risen.forEach(floor -> floor.rise(last -> AnsweredEach.answer(last, Message::ack)));
    }

    @Override
    public void buried(Message message) {
        if (isInOrder(message)) {
            over(List.of(message));
        } else {
            each.buried(message);
        }
    }

    @Override
    public void later(List<Message> messages, Duration pause) {
        if (messages.isEmpty() || !isInOrder(messages.getFirst())) {
            each.later(messages, pause);
        } else if (pause.isPositive()) {
            Thread.ofVirtual().name("again-" + durable).start(() -> {
                try {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                    again.take(messages);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Override
    public void stillOut(List<Message> messages) {
        each.stillOut(messages);
    }

    private boolean isInOrder(Message message) {
        return message.metaData().getConsumer().equals(durable);
    }

    private Floor floor(Message message) {
        var floor = floors.get(message.metaData().getStream());
        if (floor == null) {
            throw new IllegalStateException(
                    "nobody began to read " + message.metaData().getStream());
        }
        return floor;
    }
}
