package io.afterhours.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Comparator<String> BY_LENGTH = Comparator.comparingInt(String::length);

    @Test
    void of_several_greatest_the_first_is_chosen() {
        assertThat(Choice.greatest(List.of("a", "bcd", "efg", "hi"), each -> true, BY_LENGTH))
                .contains("bcd");
    }

    @Test
    void what_is_not_wanted_is_passed_over() {
        assertThat(Choice.greatest(List.of("abc", "d", "ef"), each -> each.length() < 3, BY_LENGTH))
                .contains("ef");
        assertThat(Choice.first(List.of("abc", "de", "fg"), each -> each.length() < 3))
                .contains("de");
    }

    @Test
    void of_none_that_is_wanted_none_is_chosen() {
        assertThat(Choice.greatest(List.of("abc"), String::isEmpty, BY_LENGTH)).isEmpty();
        assertThat(Choice.first(List.<String>of(), each -> true)).isEmpty();
    }
}
