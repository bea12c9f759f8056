package io.afterhours.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Something that is done again and again, each time with its number. */
@FunctionalInterface
interface Paced {
    void at(int number) throws IOException, InterruptedException;

    /** Does it so many times, as evenly as the machine allows: what is late is caught up with. */
    default void evenly(int perSecond, int times) throws IOException, InterruptedException {
        var pause = Duration.ofSeconds(1).toNanos() / perSecond;
        var due = System.nanoTime();
        for (int i = 0; i < times; i++) {
            at(i);
            due += pause;
            var left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
