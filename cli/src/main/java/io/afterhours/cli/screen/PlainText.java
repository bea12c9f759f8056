package io.afterhours.cli.screen;

/** Makes text from outside fit for a terminal: no escape sequences, no control or direction-changing characters. */
public final class PlainText {
    private static final char ESC = '\u001b';
    private static final char CSI = '\u009b';

    private PlainText() {}

    /** On one line: line breaks and tabs become spaces. */
    public static String line(String text) {
        return cleaned(text, false).strip();
    }

    /** On several lines: line breaks stay, a tab becomes four spaces. */
    public static String block(String text) {
        return cleaned(text.replace("\r\n", "\n"), true).stripTrailing();
    }

    private static String cleaned(String text, boolean lines) {
        if (text.chars().noneMatch(PlainText::isUnfit)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESC || c == CSI) {
                i = endOfSequence(text, i);
            } else if (c == '\n') {
                clean.append(lines ? '\n' : ' ');
            } else if (c == '\t') {
                clean.append(lines ? "    " : " ");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append('\ufffd');
            } else if (!isUnfit(c)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static boolean isUnfit(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || Character.isSurrogate((char) c);
    }

    /** Index of the last character of the escape sequence that begins at {@code start}. */
    private static int endOfSequence(String text, int start) {
        if (text.charAt(start) == CSI) {
            return endOfControlSequence(text, start + 1);
        }
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
            if (text.charAt(i) == '\u0007' || text.charAt(i) == '\u009c') {
                return i;
            }
            if (text.charAt(i) == ESC && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                return i + 1;
            }
        }
        return text.length() - 1;
    }
}
