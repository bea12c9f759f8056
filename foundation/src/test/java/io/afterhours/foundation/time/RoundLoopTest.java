package io.afterhours.foundation.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundLoopTest {
    private final Semaphore recovered = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private RoundLoop loop = new RoundLoop("rest", () -> {}, () -> Duration.ZERO);

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void looks_for_what_an_earlier_life_left_before_anything_else() throws InterruptedException {
        loop = new RoundLoop("test", recovered::release, () -> {
            done.release(recovered.availablePermits());
            return Duration.ZERO;
        });
        loop.wake();
        loop.start();

        assertThat(done.tryAcquire(10, SECONDS)).isTrue();
    }

    @Test
    void does_one_round_for_all_occasions_that_there_were_meanwhile() throws InterruptedException {
        start(() -> Duration.ofDays(1));
        loop.wake();
        assertThat(done.tryAcquire(10, SECONDS)).isTrue();
        loop.wake();
        loop.wake();

        assertThat(done.availablePermits()).isZero();
    }

    @Test
    void a_round_that_fails_is_done_again() throws InterruptedException {
        var tries = new AtomicInteger();
        start(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the first fails");
            }
            return Duration.ZERO;
        });
        loop.wake();

        assertThat(done.tryAcquire(2, 10, SECONDS)).isTrue();
    }

    private void start(Supplier<Duration> round) {
        loop = new RoundLoop("test", recovered::release, () -> {
            done.release();
            return round.get();
        });
        loop.start();
    }
}
