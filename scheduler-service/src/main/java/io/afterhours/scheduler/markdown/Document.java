package io.afterhours.scheduler.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text as lines that keep their ends, so that putting them together again gives every byte of it. */
record Document(List<Line> lines) {
    private static final Pattern LINE = Pattern.compile("([^\\r\\n]*)(\\r\\n|\\r|\\n|$)");

    /** The number counts from one; {@code text} is without its end, which may be empty on the last line. */
    record Line(int number, String text, String end) {
        boolean isBlank() {
            return text.isBlank();
        }

        /** How far it is indented; a tab reaches to the next multiple of four. */
        int indent() {
            int columns = 0;
            for (int i = 0; i < text.length(); i++) {
                switch (text.charAt(i)) {
                    case ' ' -> columns++;
                    case '\t' -> columns += 4 - columns % 4;
                    case '\uFEFF' -> columns += 0;
                    default -> {
                        return columns;
                    }
                }
            }
            return columns;
        }

        /** The text without what indents it, or without so much of it as {@code most} columns. */
        String unindented(int most) {
            int from = 0;
            int columns = 0;
            while (from < text.length() && columns < most && Character.isWhitespace(text.charAt(from))) {
                columns += text.charAt(from) == '\t' ? 4 - columns % 4 : 1;
                from++;
            }
            return text.substring(from);
        }

        String bare() {
            return text.replace("\uFEFF", "").strip();
        }
    }

    static Document of(String text) {
        var lines = new ArrayList<Line>();
        var matcher = LINE.matcher(text);
        while (matcher.find() && !(matcher.group().isEmpty() && matcher.start() == text.length())) {
            lines.add(new Line(lines.size() + 1, matcher.group(1), matcher.group(2)));
        }
        return new Document(List.copyOf(lines));
    }
}
