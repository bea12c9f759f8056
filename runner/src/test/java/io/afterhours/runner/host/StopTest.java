package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.FailureClass;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Attempts that do not end by themselves. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class StopTest extends BenchTest {
    @Test
    void an_attempt_is_stopped_on_order_with_the_right_fence_only() throws Exception {
        var order = Bench.order("trap '' TERM; echo ready; (setsid sleep 600 &); while :; do sleep 1; done");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("ready"));
        bench.stop(order, 6);
        var from = System.nanoTime();
        bench.stop(order, 7);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void an_attempt_that_takes_too_long_times_out() throws Exception {
        var order = Bench.order("sleep 600").atMost(Duration.ofMillis(300));
        bench.dispatch(order);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.TIMED_OUT);
    }
}
