package io.afterhours.cost.total;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportLoopTest {
    @ParameterizedTest
    @CsvSource({"0, PT0.1S", "100, PT0.1S", "101, PT0.101S", "1000, PT1S", "5000, PT5S"})
    void many_sessions_are_told_of_less_often(int sessions, Duration pause) {
        assertThat(ReportLoop.pause(sessions, Duration.ofMillis(100), 1_000)).isEqualTo(pause);
    }
}
