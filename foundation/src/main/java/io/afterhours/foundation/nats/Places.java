package io.afterhours.foundation.nats;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * The places at a channel's method. What comes of a backlog may be there in two halves, each with a place of its own; what is of both
 * takes the places of both. What has to stay in its order is of one half, so that no two batches that are there together have any
 * of it.
 */
final class Places {
    private final List<Place> halves;
    private final Place whole;

    /**
     * Places that are free.
     *
     * @param atATime how many batches of each half may be there at a time
     */
    Places(int atATime) {
        var semaphores = Stream.generate(() -> new Semaphore(atATime)).limit(2).toList();
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

    /** For messages of both halves. */
    Place whole() {
        return whole;
    }

    /**
     * For messages of the half to which an {@linkplain io.afterhours.contracts.stream.Consumers#orderingKey ordering key}
     * belongs.
     */
    Place halfOf(String orderingKey) {
        return halves.get(Math.floorMod(orderingKey.hashCode(), halves.size()));
    }
}
