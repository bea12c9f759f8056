package io.afterhours.progress.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    private final Turns turns = new Turns();

    @Test
    void has_five_in_a_row() {
        assertThat(takenAt(NOW, 7)).isEqualTo(5);
    }

    @Test
    void gives_one_back_every_fifty_milliseconds() {
        takenAt(NOW, 5);

        assertThat(turns.isLeft(NOW.plusMillis(49))).isFalse();
        assertThat(takenAt(NOW.plusMillis(50), 3)).isEqualTo(1);
        assertThat(takenAt(NOW.plusMillis(150), 3)).isEqualTo(2);
    }

    @Test
    void keeps_no_more_than_five_for_later() {
        takenAt(NOW, 5);

        assertThat(takenAt(NOW.plusSeconds(60), 7)).isEqualTo(5);
    }

    @Test
    void counts_what_could_not_wait() {
        takenAt(NOW, 5);
        turns.took(NOW);

        assertThat(turns.isLeft(NOW.plusMillis(50))).isFalse();
        assertThat(turns.isLeft(NOW.plusMillis(100))).isTrue();
    }

    private int takenAt(Instant now, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            if (turns.isLeft(now)) {
                turns.took(now);
                taken++;
            }
        }
        return taken;
    }
}
