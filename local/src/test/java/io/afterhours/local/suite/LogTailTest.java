package io.afterhours.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path folder;

    @Test
    void shows_errors_with_their_innermost_cause() throws Exception {
        var log = Files.writeString(folder.resolve("a.log"), """
                {"level":"INFO","message":"hello"}
                {"level":"ERROR","message":"Failed to start","exception":{"exceptionType":"X","message":"outer","causedBy":{"exception":{"exceptionType":"Y","message":"no table"}}}}
                """);
        assertThat(LogTail.of(log, 0, 5)).containsExactly("ERROR Failed to start (Y: no table)");
    }

    @Test
    void leaves_out_what_an_earlier_start_said() throws Exception {
        var earlier = "ERROR: long ago\n";
        var log = Files.writeString(folder.resolve("a.log"), earlier + "FATAL: now\n");
        assertThat(LogTail.of(log, earlier.length(), 5)).containsExactly("FATAL: now");
    }

    @Test
    void shows_the_last_lines_where_nothing_says_that_it_is_an_error() throws Exception {
        var log = Files.writeString(folder.resolve("a.log"), "one\ntwo\nthree\n");
        assertThat(LogTail.of(log, 0, 2)).containsExactly("two", "three");
        assertThat(LogTail.of(folder.resolve("none"), 0, 2))
                .singleElement()
                .asString()
                .contains("no log");
    }
}
