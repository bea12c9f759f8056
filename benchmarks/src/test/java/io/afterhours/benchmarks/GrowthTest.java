package io.afterhours.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth(ProcessHandle.current(), 1_000);

    @Test
    void a_backlog_that_is_gone_within_a_second_has_rates_of_its_parts() throws IOException {
        at(0, 0);
        at(100, 100);
        at(200, 300);
        at(300, 800);
        at(400, 1_000);

        assertThat(growth.perSecond(10, 30)).hasValue(2_000);
        assertThat(growth.perSecond(80, 100)).hasValue(2_000);
    }

    @Test
    void a_part_that_came_between_two_looks_has_no_rate() throws IOException {
        at(0, 0);
        at(90, 1_000);

        assertThat(growth.perSecond(10, 30)).isEmpty();
        assertThat(growth.highest()).isEqualTo(growth.early()).isPositive();
    }

    private void at(int millis, long committed) throws IOException {
        growth.at(Duration.ofMillis(millis), committed);
    }
}
