package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that are out together with what was read from them, and what follows when they are over: another batch, or an end. */
final class Batch {
    private final List<Message> messages = new ArrayList<>();
    private final List<Delivery<? extends Record>> events = new ArrayList<>();
    private final Runnable end;
    private @Nullable Batch next;

    /**
     * An empty batch.
     *
     * @param end runs when it was handed on and is over
     */
    Batch(Runnable end) {
        this.end = end;
    }

    void add(Message message, Delivery<? extends Record> event) {
        messages.add(message);
        events.add(event);
    }

    List<Message> messages() {
        return messages;
    }

    List<Delivery<? extends Record>> events() {
        return events;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    @Nullable Batch next() {
        return next;
    }

    /** Nothing follows any more. */
    void end() {
        end.run();
    }

    /** Its members as batches of one, each followed by the one behind it. */
    List<Batch> singly() {
        var singles = new ArrayList<Batch>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            var single = new Batch(end);
            single.add(messages.get(i), events.get(i));
            if (i > 0) {
                singles.getLast().next = single;
            }
            singles.add(single);
        }
        return singles;
    }
}
