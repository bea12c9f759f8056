package io.afterhours.runner.verify;

import io.afterhours.runner.process.PlainText;
import java.util.ArrayDeque;

/** The last lines of something, as evidence: at most forty lines of at most 400 characters. */
public final class Tail {
    private static final int LINES = 40;
    private static final int LONGEST = 400;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    public synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(PlainText.cut(line, LONGEST));
    }

    public synchronized String text() {
        return String.join("\n", lines);
    }
}
