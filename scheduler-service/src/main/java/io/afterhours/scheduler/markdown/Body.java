package io.afterhours.scheduler.markdown;

import io.afterhours.scheduler.markdown.Document.Line;
import io.afterhours.scheduler.markdown.Scan.Fence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands below an item or a heading: values of known keys, and words for the prompt. */
final class Body {
    private static final Pattern PAIR = Pattern.compile(
            "\\s*(?:[-*+][ \\t]+)?[*_]{0,2}([A-Za-z][A-Za-z _]{1,24}?)[*_]{0,2}:[*_]{0,2}(?:\\s+(.*))?");
    private static final Pattern FENCE = Pattern.compile("(?:`{3,}|~{3,}).*");

    private final List<Line> lines;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private Body(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * A piece of a body: the value of a key, or words where the key is {@link Key#DESCRIPTION}.
     *
     * @param exact whether it came from a block of code, so that every character counts
     */
    record Part(Key key, String value, boolean exact) {}

    static List<Part> partsOf(List<Line> lines) {
        var body = new Body(lines);
        while (body.at < lines.size()) {
            body.read(lines.get(body.at++));
        }
        return body.parts;
    }

    /** Whether the line begins with a known key and a colon. */
    static boolean startsPair(String text) {
        return keyOf(text).isPresent();
    }

    private static Optional<Key> keyOf(String text) {
        var pair = PAIR.matcher(text);
        return pair.matches() ? Key.of(pair.group(1)) : Optional.empty();
    }

    private void read(Line line) {
        var pair = PAIR.matcher(line.text());
        var key = pair.matches() ? Key.of(pair.group(1)) : Optional.<Key>empty();
        if (key.isEmpty()) {
            words(line);
            return;
        }
        var value = pair.group(2) == null ? "" : pair.group(2).strip();
        if (value.isEmpty()) {
            below(key.get(), line);
        } else {
            parts.add(new Part(key.get(), ItemLine.plain(value), false));
        }
    }

    /** The value of a key that has none in its line: the block of code below it, or the lines indented more than it. */
    private void below(Key key, Line line) {
        int first = at;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first < lines.size()
                && lines.get(first).indent() > line.indent()
                && FENCE.matcher(lines.get(first).bare()).matches()) {
            at = first + 1;
            parts.add(new Part(key, code(lines.get(first)), true));
            return;
        }
        var nested = new ArrayList<String>();
        while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).indent() > line.indent())) {
            var text = lines.get(at++).unindented(line.indent() + 2);
            if (!text.isBlank()) {
                nested.add(isWords(key) ? text : text.strip().replaceFirst("^[-*+][ \\t]+", ""));
            }
        }
        if (!nested.isEmpty()) {
            parts.add(new Part(key, String.join(isWords(key) ? "\n" : ", ", nested), false));
        }
    }

    private String code(Line opening) {
        var code = new ArrayList<String>();
        while (at < lines.size()) {
            var line = lines.get(at++);
            if (Fence.closes(opening.bare(), line.bare())) {
                break;
            }
            code.add(line.unindented(opening.indent()));
        }
        return String.join("\n", code);
    }

    /** Words, and whole blocks of code among them, go to the prompt as they stand. */
    private void words(Line line) {
        parts.add(new Part(Key.DESCRIPTION, line.unindented(indentOfAll()), false));
        if (FENCE.matcher(line.bare()).matches()) {
            while (at < lines.size()) {
                var inside = lines.get(at++);
                parts.add(new Part(Key.DESCRIPTION, inside.unindented(indentOfAll()), false));
                if (Fence.closes(line.bare(), inside.bare())) {
                    return;
                }
            }
        }
    }

    private int indentOfAll() {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(Line::indent)
                .min()
                .orElse(0);
    }

    private static boolean isWords(Key key) {
        return key == Key.PROMPT || key == Key.DESCRIPTION;
    }
}
