package io.afterhours.runner.process;

import io.afterhours.contracts.Excerpt;

/** Makes a line fit to be stored and shown: no escape sequences, no NUL, no other control characters. */
public final class PlainText {
    private static final char ESC = '\u001b';
    private static final char BELL = '\u0007';

    private PlainText() {}

    /** The line as a terminal would leave it: what a carriage return overwrote is gone. */
    public static String of(String line) {
        var shown = overwritten(line);
        if (shown.chars().noneMatch(PlainText::isControl)) {
            return shown;
        }
        var plain = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == ESC) {
                i = endOfSequence(shown, i);
            } else if (c == '\t' || !isControl(c)) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Cut to a length without splitting a character. */
    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : Excerpt.marked(text, longest - 1);
    }

    private static String overwritten(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(line.lastIndexOf('\r', end - 1) + 1, end);
    }

    /** Index of the last character of the escape sequence that begins at {@code start}. */
    private static int endOfSequence(String text, int start) {
        if (start + 1 == text.length()) {
            return start;
        }
        return switch (text.charAt(start + 1)) {
            case '[' -> endOfControlSequence(text, start + 2);
            case ']', 'P', 'X', '^', '_' -> endOfString(text, start + 2);
            case '(', ')', '*', '+', '#', '%' -> Math.min(start + 2, text.length() - 1);
            default -> start + 1;
        };
    }

    private static int endOfControlSequence(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= '@' && text.charAt(i) <= '~') {
                return i;
            }
        }
        return text.length() - 1;
    }

    private static int endOfString(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == BELL) {
                return i;
            }
            if (text.charAt(i) == ESC) {
                return Math.min(i + 1, text.length() - 1);
            }
        }
        return text.length() - 1;
    }

    private static boolean isControl(int c) {
        return c < ' ' || (c >= 0x7f && c < 0xa0);
    }
}
