package io.afterhours.runner.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    private final Lease lease = new Lease(Duration.ofSeconds(45), nanos::get);

    @Test
    void it_is_nearly_over_when_no_heartbeat_was_answered_until_five_seconds_before_its_end() {
        pass(Duration.ofSeconds(40));
        assertThat(lease.isNearlyOver()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(lease.isNearlyOver()).isTrue();
        assertThat(lease.unheard()).isEqualTo(Duration.ofMillis(40_001));
    }

    @Test
    void an_answer_renews_it_from_when_the_heartbeat_was_sent() {
        pass(Duration.ofSeconds(30));
        var renewal = lease.renewal();
        pass(Duration.ofSeconds(20));
        assertThat(lease.isNearlyOver()).isTrue();
        renewal.run();
        assertThat(lease.unheard()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void an_answer_that_is_overtaken_changes_nothing() {
        var early = lease.renewal();
        pass(Duration.ofSeconds(10));
        lease.renewal().run();
        early.run();
        assertThat(lease.unheard()).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
