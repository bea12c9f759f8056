package io.afterhours.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void cuts_at_line_ends_wherever_the_chunks_were_cut() {
        cut(100, "one\ntw", "o\n\nthr", "ee");
        assertThat(lines).containsExactly("one", "two", "", "three");
    }

    @Test
    void drops_the_rest_of_a_line_that_is_too_long_and_goes_on_with_the_next() {
        cut(4, "abcdefgh", "ijkl\nnext\n");
        assertThat(lines).containsExactly("abcd…", "next");
    }

    @Test
    void puts_characters_together_that_arrive_in_two_chunks() {
        var cutter = new LineCutter(100, lines::add);
        for (byte b : "Grüße 🌙\n".getBytes(StandardCharsets.UTF_8)) {
            cutter.accept(new byte[] {b}, 1);
        }
        assertThat(lines).containsExactly("Grüße 🌙");
    }

    @Test
    void replaces_what_is_no_utf_8() {
        var cutter = new LineCutter(100, lines::add);
        cutter.accept(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 4);
        assertThat(lines).containsExactly("a\ufffdb");
    }

    private void cut(int longest, String... chunks) {
        var cutter = new LineCutter(longest, lines::add);
        for (var chunk : chunks) {
            var bytes = chunk.getBytes(StandardCharsets.UTF_8);
            cutter.accept(bytes, bytes.length);
        }
        cutter.end();
    }
}
