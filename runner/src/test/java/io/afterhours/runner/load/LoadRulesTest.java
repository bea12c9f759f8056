package io.afterhours.runner.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.HostResource;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T21:40:00Z");

    @ParameterizedTest(name = "disk {0} %, memory {1} %, was full {2}: {3}")
    @CsvSource({
        "10, 10, false, ",
        "80, 80, false, ",
        "81, 10, false, DISK",
        "10, 81, false, MEMORY",
        "85, 90, false, MEMORY",
        "76, 10, true, DISK",
        "10, 80, true, MEMORY",
        "75, 76, true, MEMORY",
        "75, 75, true, ",
        "10, 10, true, ",
    })
    void is_full_over_80_percent_and_until_75_or_less(
            int disk, int memory, boolean wasFull, @Nullable HostResource becauseOf) {
        var before = wasFull ? new Full(HostResource.DISK, NOW.minusSeconds(60)) : null;

        var after = LoadRules.after(before, new Load(disk, memory, null), 80, 75, NOW);

        assertThat(after == null ? null : after.resource()).isEqualTo(becauseOf);
    }

    @Test
    void keeps_saying_since_when_it_is_full() {
        var full = LoadRules.after(null, new Load(84, 10, null), 80, 75, NOW);

        assertThat(LoadRules.after(full, new Load(10, 78, null), 80, 75, NOW.plusSeconds(600)))
                .isEqualTo(new Full(HostResource.MEMORY, NOW));
    }

    @Test
    void does_not_flicker_when_it_goes_up_and_down_about_a_mark() {
        var full = new ArrayList<Boolean>();
        Full state = null;
        for (int i = 0; i < 20; i++) {
            state = LoadRules.after(state, new Load(i % 2 == 0 ? 79 : 81, 10, null), 80, 75, NOW.plusSeconds(i));
            full.add(state != null);
        }

        assertThat(full.getFirst()).isFalse();
        assertThat(full.subList(1, full.size())).containsOnly(true);
    }

    @Test
    void is_never_full_with_100_percent_as_the_mark() {
        assertThat(LoadRules.after(null, new Load(100, 100, null), 100, 75, NOW))
                .isNull();
    }
}
