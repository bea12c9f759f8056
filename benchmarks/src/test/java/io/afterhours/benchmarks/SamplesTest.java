package io.afterhours.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void of_two_hundred_the_99th_percentile_is_exceeded_by_two() {
        var samples = new Samples(
                IntStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList());

        assertThat(samples.percentile(99)).isEqualTo(Duration.ofMillis(198));
        assertThat(samples.percentile(50)).isEqualTo(Duration.ofMillis(100));
        assertThat(samples.max()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void the_order_of_measuring_does_not_count() {
        var samples = new Samples(List.of(Duration.ofMillis(3), Duration.ofMillis(1), Duration.ofMillis(2)));

        assertThat(samples.percentile(50)).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void nothing_is_said_of_nothing() {
        assertThatThrownBy(() -> new Samples(List.of())).hasMessage("nothing was measured");
    }
}
