package io.afterhours.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Machine MACHINE = new Machine(2, "Some CPU", 24L << 30, "Linux 6.1 amd64", "25");

    @Test
    void says_which_goals_are_met_and_which_are_not() {
        var page = page(
                Figure.millis("start, p50", Duration.ofMillis(19), Duration.ofMillis(25), 0.5),
                Figure.millis("start, p99", Duration.ofMillis(140), Duration.ofMillis(100), 0.5),
                Figure.millis("start, longest", Duration.ofMillis(200), null, 0.5),
                Figure.rate("intake", 8_345.4, 2_000, 0.5));

        assertThat(page)
                .contains("| start, p50 | 19.0 ms | ≤ 25 ms | yes | 0.5 |")
                .contains("| start, p99 | 140.0 ms | ≤ 100 ms | **no** | 0.5 |")
                .contains("| start, longest | 200.0 ms |  |  | 0.5 |")
                .contains("| intake | 8,345/s | ≥ 2,000/s | yes | 0.5 |");
    }

    @Test
    void shows_the_largest_process_first_and_the_sum_last() {
        var page = page(Figure.megabytes("size", 300L << 20, 1L << 30, 0.5));

        assertThat(page)
                .contains("| size | 300 MB | ≤ 1024 MB | yes | 0.5 |")
                .contains("| scheduler | 200 MB |\n| nats | 100 MB |\n| all | 300 MB |\n");
    }

    private static String page(Figure... figures) {
        return new Results(
                        LocalDate.of(2026, 11, 21),
                        "`abc1234`",
                        "",
                        MACHINE,
                        List.of(figures),
                        Map.of("fresh", new Size(Map.of("nats", 100L << 20, "scheduler", 200L << 20))))
                .page();
    }
}
