package io.afterhours.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void leaves_ordinary_text_as_it_is() {
        assertThat(PlainText.of("Grüße\taus der Nacht 🌙")).isEqualTo("Grüße\taus der Nacht 🌙");
    }

    @Test
    void removes_colours_titles_and_other_escape_sequences() {
        assertThat(PlainText.of("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x\u001b]8;;http://a\u001b\\link\u001b(B"))
                .isEqualTo("red xlink");
    }

    @Test
    void removes_nul_and_other_control_characters() {
        assertThat(PlainText.of("a\0b\u0007c\u009bd")).isEqualTo("abcd");
    }

    @Test
    void keeps_only_what_a_carriage_return_left_visible() {
        assertThat(PlainText.of("10%\r50%\r100%\r")).isEqualTo("100%");
        assertThat(PlainText.of("\r\r")).isEmpty();
    }

    @Test
    void survives_sequences_that_do_not_end() {
        assertThat(PlainText.of("a\u001b")).isEqualTo("a");
        assertThat(PlainText.of("a\u001b[12")).isEqualTo("a");
        assertThat(PlainText.of("a\u001b]title")).isEqualTo("a");
    }

    @Test
    void cuts_without_splitting_a_character() {
        assertThat(PlainText.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(PlainText.cut("ab🌙f", 4)).isEqualTo("ab…");
        assertThat(PlainText.cut("abcd", 4)).isEqualTo("abcd");
    }
}
