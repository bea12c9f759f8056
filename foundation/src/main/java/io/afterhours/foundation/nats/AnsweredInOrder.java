package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All messages up to the {@link Floor} of their partition are answered at once. One that is to come again waits here, so that it holds
 * nobody up; several are left to the server, which is asked for them by going back to the floor. A process that ends meanwhile loses
 * nothing, since who reads next begins there as well.
 *
 * <p>Messages of other consumers, those of parked agents, are answered each.
 */
final class AnsweredInOrder implements Answers {
    /** So many may wait here at a time. */
    private static final int MOST_WAITING = 64;

    private final String durable;
    private final Consumer<String> acknowledging;
    private final Again again;
    private final Answers each = new AnsweredEach();
    private final Map<String, Floor> floors = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean goesBack;

    /** Is handed a message that waited here, when its pause is over. */
    @FunctionalInterface
    interface Again {
        void take(Message message) throws InterruptedException;
    }

    /**
     * Answers for a consumer.
     *
     * @param acknowledging is handed where an acknowledgement goes; it may get lost
     */
    AnsweredInOrder(String durable, Consumer<String> acknowledging, Again again) {
        this.durable = durable;
        this.acknowledging = acknowledging;
        this.again = again;
    }

    /** The server begins to hand out what of a partition is not acknowledged. */
    void begin(String partition) {
        floors.compute(partition, (name, before) -> new Floor(before == null ? 0 : before.last()));
        goesBack = false;
    }

    /** Whether all partitions are to be begun again. */
    boolean goesBack() {
        return goesBack;
    }

    /**
     * Notes a message that comes.
     *
     * @return whether it is new
     * @throws Floor.Gap when it does not follow the one before it
     */
    boolean took(Message message) {
        var floor = floor(message);
        return floor != null && floor.took(message);
    }

    /** Whether this process was handed out a message earlier. */
    boolean isAgain(Message message) {
        var floor = floor(message);
        return floor != null && floor.isAgain(message);
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
            if (floor != null) {
                floor.over(message);
                risen.add(floor);
            }
        }
        risen.forEach(floor -> floor.rise(acknowledging));
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
        } else if (pause.isZero()) {
            // Who reads next is handed them out.
            return;
        } else if (messages.size() > 1 || waiting.get() >= MOST_WAITING) {
            goesBack = true;
        } else {
            later(messages.getFirst(), pause);
        }
    }

    /** Where its partition was begun anew meanwhile, it comes from the server. */
    private void later(Message message, Duration pause) {
        var floor = floor(message);
        waiting.incrementAndGet();
        Thread.ofVirtual().name("again-" + durable).start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                if (floor == floor(message)) {
                    again.take(message);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.decrementAndGet();
            }
        });
    }

    @Override
    public void stillOut(List<Message> messages) {
        each.stillOut(messages);
    }

    private boolean isInOrder(Message message) {
        return message.metaData().getConsumer().equals(durable);
    }

    private @Nullable Floor floor(Message message) {
        return floors.get(message.metaData().getStream());
    }
}
