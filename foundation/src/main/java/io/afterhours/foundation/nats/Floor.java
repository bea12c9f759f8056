package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How far one partition is done with that is read in order: the last message of which it is true that it and all before it are over.
 * Messages end in any order; the floor follows when the oldest one does.
 *
 * <pre>
 *   over  over  over │ out  over  out  out │ not handed out yet
 *              floor ┘                     └ last
 * </pre>
 */
final class Floor {
    private final ArrayDeque<Message> out = new ArrayDeque<>();
    private final Set<Long> over = new HashSet<>();
    private final long before;
    private long last;
    private long number;

    /**
     * The floor of a partition of which the server begins to hand out what is not acknowledged.
     *
     * @param before last place that this process was handed out earlier, 0 if none was
     */
    Floor(long before) {
        this.before = before;
    }

    /** Messages of a partition did not come one after the other: what was between them, somebody else may have. */
    static final class Gap extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Gap(Message message, long last, long number) {
            super("message " + message.metaData().streamSequence() + " of "
                    + message.metaData().getStream() + " was handed out as number "
                    + message.metaData().consumerSequence() + ", and before it " + last + " as number " + number);
        }
    }

    /**
     * Notes a message that comes, each one after the one before it.
     *
     * @return whether it is new, and not one that is out and comes again because that takes long
     * @throws Gap when there is one
     */
    synchronized boolean took(Message message) {
        var about = message.metaData();
        var place = about.streamSequence();
        if (about.consumerSequence() != number + 1 || (number > 0 && place > last + 1)) {
            throw new Gap(message, last, number);
        }
        number++;
        if (place <= last) {
            return false;
        }
        last = place;
        out.add(message);
        return true;
    }

    /** Whether a message was handed out earlier, before it was begun anew. */
    boolean isAgain(Message message) {
        return message.metaData().streamSequence() <= before;
    }

    /** The last place that was ever handed out. */
    synchronized long last() {
        return Math.max(before, last);
    }

    /** Notes that a message is over; one that was not handed out here comes again. */
    synchronized void over(Message message) {
        var place = message.metaData().streamSequence();
        var oldest = out.peek();
        if (oldest != null && place >= oldest.metaData().streamSequence() && place <= last) {
            over.add(place);
        }
    }

    /** Has the message answered that is the floor now, if it is another than before. */
    synchronized void rise(Consumer<Message> answer) {
        Message floor = null;
        while (!out.isEmpty() && over.remove(out.getFirst().metaData().streamSequence())) {
            floor = out.removeFirst();
        }
        if (floor != null) {
            answer.accept(floor);
        }
    }
}
