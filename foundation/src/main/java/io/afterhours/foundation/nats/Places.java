package io.afterhours.foundation.nats;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * The places at a channel's method. What comes of several partitions may be there in two halves, each with a place of its own; what
 * is of all of them takes the places of both. So no two batches that are there together have messages of one agent.
 */
final class Places {
    private final List<Place> halves;
    private final Place whole;

    /**
     * Places that are free.
     *
     * @param atATime how many batches may be there at a time, of each half where there are two
     * @param partitions of the stream; one alone has no halves
     */
    Places(int atATime, int partitions) {
        var semaphores = IntStream.range(0, Math.min(2, partitions))
                .mapToObj(half -> new Semaphore(atATime))
                .toList();
        this.halves = semaphores.stream().map(List::of).map(Place::new).toList();
        this.whole = new Place(semaphores);
    }

    /** Where a batch may be. */
    record Place(List<Semaphore> of) {
        /** Returns when it is this batch's. */
        void take() throws InterruptedException {
            for (var each : of) {
                each.acquire();
            }
        }

        /** Whether it would be this batch's at once. */
        boolean isFree() {
            return of.stream().allMatch(each -> each.availablePermits() > 0);
        }

        /** Gives back what {@link #take} took. */
        void free() {
            of.forEach(Semaphore::release);
        }
    }

    /** For messages of all partitions. */
    Place whole() {
        return whole;
    }

    /** For messages of the half of the partitions to which this one belongs. */
    Place halfOf(int partition) {
        return halves.get(partition % halves.size());
    }
}
