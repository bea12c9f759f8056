package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How far one partition is done with that is read in order: the last message of which it is true that it and all before it are over.
 * Messages end in any order; the floor follows when the oldest one does. What is kept of each is where it stands and how it is
 * acknowledged.
 *
 * <pre>
 *   over  over  over │ out  over  out  out │ not handed out yet
 *              floor ┘                     └ last
 * </pre>
 */
final class Floor {
    private final ArrayDeque<Out> out = new ArrayDeque<>();
    private final Set<Long> over = new HashSet<>();
    private final long before;
    private long last;
    private long number;

    /** A message that was handed out; where its acknowledgement goes. */
    private record Out(long place, String reply) {}

    /**
     * The floor of a partition of which the server begins to hand out what is not acknowledged.
     *
     * @param before last place that this process was handed out earlier, 0 if none was
     */
    Floor(long before) {
        this.before = before;
    }

    /** Messages of a partition did not come one after the other, or one came again that is over: nothing is sure any more. */
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
     * @throws Gap when there is one between it and the one before, or when the server does not know that it is over
     */
    synchronized boolean took(Message message) {
        var about = message.metaData();
        var place = about.streamSequence();
        if (about.consumerSequence() != number + 1 || (number > 0 && place > last + 1)) {
            throw new Gap(message, last, number);
        }
        if (place <= last && isOver(place)) {
            throw new Gap(message, last, number);
        }
        number++;
        if (place <= last) {
            return false;
        }
        last = place;
        out.add(new Out(place, message.getReplyTo()));
        return true;
    }

    private boolean isOver(long place) {
        var oldest = out.peek();
        return oldest == null || place < oldest.place();
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
        if (place <= last && !isOver(place)) {
            over.add(place);
        }
    }

    /** Has the message acknowledged that is the floor now, if it is another than before. */
    synchronized void rise(Consumer<String> acknowledging) {
        Out floor = null;
        while (!out.isEmpty() && over.remove(out.getFirst().place())) {
            floor = out.removeFirst();
        }
        if (floor != null) {
            acknowledging.accept(floor.reply());
        }
    }
}
