package io.afterhours.cli.screen;

/** A piece of text in one style. */
public record Span(String text, Style style) {
    public static Span of(String text) {
        return new Span(text, Style.PLAIN);
    }

    /** A number, plain. */
    public static Span of(long number) {
        return of(Long.toString(number));
    }
}
