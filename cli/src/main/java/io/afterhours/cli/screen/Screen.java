package io.afterhours.cli.screen;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;

/** Where a command writes its answer for people. */
public final class Screen {
    /** As wide as it takes: not a terminal, so that what reads it gets everything. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final PrintStream out;
    private final int width;
    private final boolean colours;
    private final When when;

    public Screen(PrintStream out, int width, boolean colours, When when) {
        this.out = out;
        this.width = width;
        this.colours = colours;
        this.when = when;
    }

    public When when() {
        return when;
    }

    /** A time both ways; a dash where there is none. */
    public String when(Optional<Instant> at) {
        return at.map(when::both).orElse("–");
    }

    public void line(String text) {
        out.println(text);
    }

    /** One line of several spans. */
    public void line(Span... spans) {
        var line = new StringBuilder();
        for (var span : spans) {
            line.append(span.style().paint(span.text(), colours));
        }
        out.println(line);
    }

    /** An empty line and a heading. */
    public void section(String heading) {
        out.println();
        line(Style.BOLD.of(heading));
    }

    /** A label and its value; nothing where the value is empty. */
    public void field(String label, String value) {
        field(label, Span.of(value));
    }

    /** A label and its value; nothing where the value is empty. */
    public void field(String label, Span value) {
        if (!value.text().isEmpty()) {
            line(Style.DIM.of(label + " ".repeat(Math.max(1, 12 - label.length()))), value);
        }
    }

    /** Text of several lines, two spaces in. */
    public void block(String text) {
        text.lines().forEach(each -> out.println("  " + each));
    }

    public void table(Table table) {
        table.lines(width, colours).forEach(out::println);
    }
}
