package io.afterhours.progress.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm ERROR",
                "error: no answer",
                "the build\nFAILED",
                "it could not be read",
                "permission denied (publickey)",
                "0 failed, 12 passed",
                "构建failed"
            })
    void what_has_a_word_of_an_error_in_it_may_tell_of_one(String text) {
        assertThat(ErrorText.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "wrote part 4", "no failures"})
    void nothing_else_does(String text) {
        assertThat(ErrorText.isIn(text)).isFalse();
    }
}
