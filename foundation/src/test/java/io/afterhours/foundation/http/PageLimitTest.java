package io.afterhours.foundation.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.InvalidEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageLimitTest {
    @Test
    void is_what_was_asked_for_and_the_usual_where_nothing_was() {
        assertThat(PageLimit.of("1", 50, 500)).isEqualTo(1);
        assertThat(PageLimit.of("500", 50, 500)).isEqualTo(500);
        assertThat(PageLimit.of(null, 50, 500)).isEqualTo(50);
        assertThat(PageLimit.of("", 50, 500)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "many", "1.5", "99999999999"})
    void another_than_the_list_can_give_is_refused_with_what_it_can(String asked) {
        assertThatThrownBy(() -> PageLimit.of(asked, 50, 500))
                .isInstanceOf(InvalidEvent.class)
                .hasMessage("limit: expected a number from 1 to 500, was " + asked);
    }
}
