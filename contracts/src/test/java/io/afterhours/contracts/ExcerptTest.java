package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void a_text_that_is_not_too_long_stays_as_it_is() {
        assertThat(Excerpt.of("four", 4)).isEqualTo("four");
        assertThat(Excerpt.of("", 4)).isEmpty();
    }

    @Test
    void of_a_longer_one_the_beginning_stays() {
        assertThat(Excerpt.of("fours", 4)).isEqualTo("four");
    }

    @Test
    void a_character_that_does_not_fit_whole_is_left_out() {
        assertThat(Excerpt.of("fou\uD83D\uDE00", 4)).isEqualTo("fou");
        assertThat(Excerpt.of("fo\uD83D\uDE00s", 4)).isEqualTo("fo\uD83D\uDE00");
    }
}
