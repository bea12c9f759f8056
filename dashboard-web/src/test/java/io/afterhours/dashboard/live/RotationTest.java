package io.afterhours.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
    private final Rotation rotation = new Rotation();

    @Test
    void each_has_its_turn_and_after_the_last_comes_the_first() {
        var ids = List.of("B-3", "B-1", "B-5", "B-2", "B-4");

        assertThat(rotation.turn(ids, 2)).containsExactly("B-1", "B-2");
        assertThat(rotation.turn(ids, 2)).containsExactly("B-3", "B-4");
        assertThat(rotation.turn(ids, 2)).containsExactly("B-5", "B-1");
    }

    @Test
    void those_that_went_away_or_came_keep_no_other_from_its_turn() {
        rotation.turn(List.of("B-1", "B-2", "B-3", "B-4"), 2);

        assertThat(rotation.turn(List.of("B-0", "B-3", "B-4"), 2)).containsExactly("B-3", "B-4");
        assertThat(rotation.turn(List.of("B-0", "B-3"), 2)).containsExactly("B-0", "B-3");
    }

    @Test
    void few_are_taken_whole_and_of_none_there_is_none() {
        assertThat(rotation.turn(List.of("B-2", "B-1"), 5)).containsExactly("B-1", "B-2");
        assertThat(rotation.turn(List.of(), 5)).isEmpty();
    }
}
