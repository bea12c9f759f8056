package io.afterhours.scheduler.simulate;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when; of things at the same instant, in the order in which they were noted. */
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
    private long order;

    private record Entry(Instant at, long order, Runnable what) {}

    void note(Instant at, Runnable what) {
        entries.add(new Entry(at, order++, what));
    }

    boolean hasBefore(Instant end) {
        var next = entries.peek();
        return next != null && next.at().isBefore(end);
    }

    Instant next() {
        return entries.element().at();
    }

    /** Takes what is next and does it. */
    void turn() {
        entries.remove().what().run();
    }
}
