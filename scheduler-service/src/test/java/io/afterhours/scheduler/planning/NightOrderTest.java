package io.afterhours.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NightOrderTest {
    private static final NightOrder ASKED = new NightOrder(List.of("B-1", "B-2"), Set.of("B-9"));

    @Test
    void one_that_is_taken_out_has_no_place() {
        assertThat(ASKED.without("B-1")).isEqualTo(new NightOrder(List.of("B-2"), Set.of("B-1", "B-9")));
    }

    @Test
    void one_that_is_kept_goes_behind_those_kept_before_it_and_stays_where_it_is() {
        assertThat(ASKED.keeping("B-3").first()).containsExactly("B-1", "B-2", "B-3");
        assertThat(ASKED.keeping("B-1")).isEqualTo(ASKED);
    }

    @Test
    void one_that_was_taken_out_comes_back_when_it_is_kept() {
        assertThat(ASKED.keeping("B-9")).isEqualTo(new NightOrder(List.of("B-1", "B-2", "B-9"), Set.of()));
    }

    @Test
    void one_that_is_put_first_goes_before_all() {
        assertThat(ASKED.leading("B-2").first()).containsExactly("B-2", "B-1");
        assertThat(ASKED.leading("B-3").first()).containsExactly("B-3", "B-1", "B-2");
    }

    @Test
    void one_that_is_put_before_another_goes_behind_all_that_is_planned_before_that() {
        var planned = List.of("B-1", "B-2", "B-5", "B-6", "B-7");

        assertThat(ASKED.before("B-7", "B-6", planned).first()).containsExactly("B-1", "B-2", "B-5", "B-7");
        assertThat(ASKED.before("B-7", "B-2", planned).first()).containsExactly("B-1", "B-7", "B-2");
        assertThat(ASKED.before("B-9", "B-1", planned))
                .isEqualTo(new NightOrder(List.of("B-9", "B-1", "B-2"), Set.of()));
    }

    @Test
    void one_that_is_forgotten_is_asked_nothing() {
        assertThat(ASKED.forgetting("B-9").asks("B-9")).isFalse();
        assertThat(ASKED.forgetting("B-1").place("B-2")).contains(1);
        assertThat(ASKED.asks("B-9")).isTrue();
        assertThat(ASKED.place("B-9")).isEmpty();
    }

    @Test
    void those_that_changed_are_those_whose_place_or_exclusion_differs() {
        assertThat(ASKED.leading("B-2").changedFrom(ASKED)).containsExactlyInAnyOrder("B-1", "B-2");
        assertThat(ASKED.without("B-2").changedFrom(ASKED)).containsExactly("B-2");
        assertThat(NightOrder.NOTHING.changedFrom(ASKED)).containsExactlyInAnyOrder("B-1", "B-2", "B-9");
        assertThat(ASKED.changedFrom(ASKED)).isEmpty();
    }

    @Test
    void nothing_is_asked_twice_of_one() {
        assertThatThrownBy(() -> new NightOrder(List.of("B-1"), Set.of("B-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NightOrder(List.of("B-1", "B-1"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
