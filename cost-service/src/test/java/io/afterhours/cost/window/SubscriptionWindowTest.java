package io.afterhours.cost.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.window.SubscriptionWindow.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscriptionWindowTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant RESET = Instant.parse("2026-11-21T15:00:00Z");

    @Test
    void is_open_until_only_the_reserve_is_left_and_spent_when_nothing_is() {
        assertThat(used(89.9, 10).state(NOW)).isEqualTo(State.OPEN);
        assertThat(used(90, 10).state(NOW)).isEqualTo(State.RESERVED);
        assertThat(used(99.9, 0).state(NOW)).isEqualTo(State.OPEN);
        assertThat(used(100, 0).state(NOW)).isEqualTo(State.SPENT);
        assertThat(used(130, 10).state(NOW)).isEqualTo(State.SPENT);
    }

    @Test
    void an_unused_window_is_open_whatever_is_kept_of_it() {
        assertThat(used(0, 100).state(NOW)).isEqualTo(State.OPEN);
        assertThat(used(0.1, 100).state(NOW)).isEqualTo(State.RESERVED);
    }

    @Test
    void is_empty_again_when_it_was_reset() {
        assertThat(used(100, 10).state(RESET)).isEqualTo(State.OPEN);
        assertThat(used(100, 10).usedPercent(RESET)).isZero();
        assertThat(used(100, 10).usedPercent(RESET.minusMillis(1))).isEqualTo(100);
    }

    @Test
    void what_was_said_earlier_changes_nothing() {
        var window = used(50, 10);

        assertThat(window.hearing(20, RESET, NOW.minusSeconds(1))).isSameAs(window);
        assertThat(window.hearing(60, RESET.plusSeconds(9), NOW.plusSeconds(1)))
                .isEqualTo(new SubscriptionWindow(
                        "claude", "five-hour", 60, 10, RESET.plusSeconds(9), NOW.plusSeconds(1)));
    }

    private static SubscriptionWindow used(double percent, int reserve) {
        return new SubscriptionWindow("claude", "five-hour", percent, reserve, RESET, NOW);
    }
}
