package io.afterhours.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final Instant NOON = Instant.parse("2026-11-21T11:00:00Z");

    private final Rest rest = new Rest();

    @Test
    void what_takes_long_is_left_be_for_nineteen_times_as_long() {
        assertThat(rest.isOver(NOON)).isTrue();

        rest.after(NOON, NOON.plusMillis(400));

        assertThat(rest.isOver(NOON.plusMillis(7_999))).isFalse();
        assertThat(rest.isOver(NOON.plusMillis(8_000))).isTrue();
    }

    @Test
    void what_takes_no_time_is_done_at_every_turn() {
        rest.after(NOON, NOON);

        assertThat(rest.isOver(NOON)).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_ends_it() {
        rest.after(NOON, NOON.plusSeconds(10));

        assertThat(rest.isOver(NOON.plusSeconds(9))).isTrue();
    }
}
