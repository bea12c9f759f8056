package io.afterhours.runner.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGaugeTest {
    @Test
    void reads_the_memory_that_can_be_had_from_the_page_of_the_kernel() {
        var page = List.of("MemTotal:       24684096 kB", "MemFree:        12290484 kB", "MemAvailable:   18840904 kB");

        assertThat(HostGauge.kilobytes(page, "MemAvailable:")).hasValue(18_840_904L);
        assertThat(HostGauge.kilobytes(page, "SwapFree:")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0", "80, 100, 80", "809, 1000, 80", "100, 100, 100", "0, 0, 0", "-5, 100, 0", "200, 100, 100"})
    void a_share_is_rounded_down_to_percent_and_stays_among_them(long part, long all, int percent) {
        assertThat(HostGauge.percent(part, all)).isEqualTo(percent);
    }
}
