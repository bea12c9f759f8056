package io.afterhours.foundation.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1000, PT0.1S",
        "100, 1000, PT0.1S",
        "101, 1000, PT0.101S",
        "1000, 1000, PT1S",
        "5000, 1000, PT5S",
        "1, 2000, PT0.1S",
        "200, 2000, PT0.1S",
        "1000, 2000, PT0.5S"
    })
    void the_more_there_are_the_less_often_each_is_told_of(int things, int atMostInASecond, Duration pace) {
        assertThat(Pace.of(things, Duration.ofMillis(100), atMostInASecond)).isEqualTo(pace);
    }
}
