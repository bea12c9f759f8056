package io.afterhours.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {
    @Test
    void a_line_that_cannot_be_kept_is_said_all_the_same(@TempDir Path noFile) {
        var printed = new ByteArrayOutputStream();
        var screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), noFile, InstantSource.system());

        screen.say("Ready");

        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("Ready");
    }
}
