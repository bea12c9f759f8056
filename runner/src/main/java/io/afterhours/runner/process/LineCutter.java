package io.afterhours.runner.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines of bounded length; memory stays bounded whatever is printed. */
final class LineCutter {
    private final int longest;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private boolean tooLong;

    LineCutter(int longest, Consumer<String> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    void accept(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, from, i);
                emit();
                from = i + 1;
            }
        }
        append(bytes, from, length);
    }

    /** Hands on what came after the last line end. */
    void end() {
        if (line.size() > 0) {
            emit();
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int room = longest - line.size();
        if (to - from > room) {
            tooLong = true;
        }
        line.write(bytes, from, Math.min(to - from, room));
    }

    private void emit() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(tooLong ? text + "…" : text);
        tooLong = false;
    }
}
