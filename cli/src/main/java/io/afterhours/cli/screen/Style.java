package io.afterhours.cli.screen;

/** How a span looks where colours are on. Red is for what failed alone, amber for what needs you alone. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    AMBER("33"),
    GREEN("32"),
    BLUE("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** A span in this style. */
    public Span of(String text) {
        return new Span(text, this);
    }

    String paint(String text, boolean colours) {
        return colours && !code.isEmpty() && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
