package io.afterhours.scheduler.safety;

import io.afterhours.contracts.Excerpt;
import java.util.List;
import java.util.Locale;

/**
 * Something a check saw in a task's text.
 *
 * @param words the very words, as they stand there, in their order
 */
public record Finding(SafetyCheck check, List<String> words) {
    private static final int LONGEST_WORD = 120;

    public Finding {
        words = words.stream().map(Finding::bounded).toList();
    }

    /** The words without regard to case: what is remembered when the person says that it is always fine. */
    public String phrase() {
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }

    private static String bounded(String word) {
        return Excerpt.marked(word, LONGEST_WORD);
    }
}
