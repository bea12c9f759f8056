package io.afterhours.foundation.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");
    private static final Duration USUAL = Duration.ofMillis(100);

    private final Backlog backlog = new Backlog();

    @Test
    void what_is_fresh_is_told_of_as_usual() {
        backlog.took(NOW.minusMillis(1_999), NOW);

        assertThat(backlog.isThere(NOW)).isFalse();
        assertThat(backlog.round(USUAL, NOW)).isEqualTo(USUAL);
    }

    @Test
    void what_is_old_is_told_of_every_five_seconds() {
        backlog.took(NOW.minusMillis(2_001), NOW);

        assertThat(backlog.round(USUAL, NOW)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backlog.round(Duration.ofSeconds(8), NOW)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void the_backlog_is_over_when_nothing_old_came_for_two_seconds() {
        backlog.took(NOW.minusSeconds(60), NOW);
        backlog.took(NOW, NOW.plusSeconds(1));

        assertThat(backlog.isThere(NOW.plusSeconds(1))).isTrue();
        assertThat(backlog.round(USUAL, NOW.plusSeconds(2))).isEqualTo(USUAL);
    }

    @Test
    void a_clock_that_is_set_back_ends_it() {
        backlog.took(NOW.minusSeconds(60), NOW);

        assertThat(backlog.isThere(NOW.minusSeconds(3_600))).isFalse();
    }
}
