package io.afterhours.foundation.nats;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * The places at a channel's method. What comes of several partitions may be there in two halves, each with a place of its own; what
 * is of all of them takes the places of both. So no two batches that are there together have messages of one agent.
 */
final class Places {
    private final List<Semaphore> halves;

    /**
     * Places that are free.
     *
     * @param atATime how many batches may be there at a time, of each half where there are two
     * @param partitions of the stream; one alone has no halves
     */
    Places(int atATime, int partitions) {
        this.halves = IntStream.range(0, Math.min(2, partitions))
                .mapToObj(half -> new Semaphore(atATime))
                .toList();
    }

    /** Of which half the messages of a partition are. */
    int halfOf(int partition) {
        return partition % halves.size();
    }

    /** Returns when a batch of all partitions may go out. */
    void take() throws InterruptedException {
        for (var half : halves) {
            half.acquire();
        }
    }

    /** Gives back what {@link #take()} took. */
    void free() {
        halves.forEach(Semaphore::release);
    }

    /** Returns when a batch of a half may go out. */
    void take(int half) throws InterruptedException {
        halves.get(half).acquire();
    }

    /** Gives back what {@link #take(int)} took. */
    void free(int half) {
        halves.get(half).release();
    }
}
