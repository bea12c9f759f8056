package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that are out together with what was read from them, and the batch that follows when they are over. */
final class Batch {
    private final List<Message> messages = new ArrayList<>();
    private final List<Delivery<? extends Record>> events = new ArrayList<>();
    private @Nullable Batch next;

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

    @Nullable Batch next() {
        return next;
    }

    /** Its members as batches of one, each followed by the one behind it. */
    List<Batch> singly() {
        var singles = new ArrayList<Batch>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            var single = new Batch();
            single.add(messages.get(i), events.get(i));
            if (i > 0) {
                singles.getLast().next = single;
            }
            singles.add(single);
        }
        return singles;
    }
}
