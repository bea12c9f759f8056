package io.afterhours.runner.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
    private static final Instant THERE = Instant.parse("2026-11-21T17:00:00Z");

    private final SettableClock here = SettableClock.at("2026-11-21T03:00:00Z");
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    private final ServerTime time = new ServerTime(here, nanos::get);

    private void pass(Duration duration) {
        here.advance(duration);
        nanos.addAndGet(duration.toNanos());
    }

    @Test
    void nothing_is_known_before_the_server_said_it() {
        assertThat(time.now()).isEmpty();
        assertThat(time.isOld()).isTrue();
    }

    @Test
    void what_the_server_said_goes_on_for_a_minute_however_wrong_the_time_is_here() {
        time.told(THERE);
        pass(Duration.ofSeconds(60));
        assertThat(time.now()).contains(THERE.plusSeconds(60));
        pass(Duration.ofMillis(1));
        assertThat(time.now()).isEmpty();
    }

    @Test
    void it_is_worth_asking_again_after_ten_seconds() {
        time.told(THERE);
        pass(Duration.ofSeconds(10));
        assertThat(time.isOld()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(time.isOld()).isTrue();
    }

    @Test
    void a_host_that_stood_still_knows_nothing_until_it_asks() {
        time.told(THERE);
        pass(Duration.ofSeconds(5));
        here.advance(Duration.ofHours(1));
        assertThat(time.now()).isEmpty();
        assertThat(time.isOld()).isTrue();
        time.told(THERE.plusSeconds(3_605));
        assertThat(time.now()).contains(THERE.plusSeconds(3_605));
    }

    @Test
    void a_clock_that_is_set_back_counts_as_one_that_stood_still() {
        time.told(THERE);
        here.advance(Duration.ofSeconds(-2));
        assertThat(time.now()).isEmpty();
    }
}
