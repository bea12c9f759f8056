package io.afterhours.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartRulesTest {
    @Test
    void the_first_death_waits_half_a_second_and_each_further_one_twice_as_long_up_to_thirty_seconds() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(RestartRules::wait).map(Duration::toMillis))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L);
        assertThat(RestartRules.wait(1_000)).isEqualTo(RestartRules.LONGEST);
    }

    @Test
    void who_ran_well_for_a_minute_begins_again_with_the_first_wait() {
        assertThat(RestartRules.deaths(5, RestartRules.WELL)).isEqualTo(1);
        assertThat(RestartRules.deaths(5, RestartRules.WELL.minusMillis(1))).isEqualTo(6);
    }
}
