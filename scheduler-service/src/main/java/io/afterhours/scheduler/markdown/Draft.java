package io.afterhours.scheduler.markdown;

import io.afterhours.scheduler.markdown.Document.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An item or a block of details as found in the document, before its words are understood. */
record Draft(Line line, ItemLine head, Section section, List<Line> body) {
    Draft(Line line, ItemLine head, Section section) {
        this(line, head, section, new ArrayList<>());
    }

    int number() {
        return line.number();
    }

    /** An item without a box is one that waits. */
    Mark mark() {
        return head.mark().orElse(section == Section.BLOCKED ? Mark.NEEDS_YOU : Mark.WAITS);
    }

    /** What titles are compared by: letters and digits alone. */
    String name() {
        return nameOf(head.title());
    }

    static String nameOf(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    Unread unread(String reason) {
        return new Unread(number(), line.text().strip(), reason);
    }
}
