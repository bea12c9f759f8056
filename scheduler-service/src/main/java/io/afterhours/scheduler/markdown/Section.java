package io.afterhours.scheduler.markdown;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the items under a heading are, by the words of the heading; emoji and punctuation are ignored. */
enum Section {
    DETAILS("details"),
    COMPLETED("completed", "done", "finished", "shipped", "archive"),
    IDEAS("ideas", "backlog", "someday", "icebox", "later"),
    BLOCKED("blocked"),
    BUILDING("building", "in progress", "doing"),
    ACTIVE("active", "queue", "next", "todo", "to do", "ready", "priority", "pending", "tasks"),
    /** A heading that says nothing of its items; they are read as if active. */
    OTHER;

    private final List<String> words;

    Section(String... words) {
        this.words = List.of(words);
    }

    /** The first whose words the heading has; those that keep items out of the queue come first. */
    static Optional<Section> named(String heading) {
        var said = " " + heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
        return Stream.of(values())
                .filter(each -> each.words.stream().anyMatch(word -> said.contains(" " + word + " ")))
                .findFirst();
    }

    /** Whether text in it that is no item is worth a report. */
    boolean isQueue() {
        return switch (this) {
            case BLOCKED, BUILDING, ACTIVE -> true;
            case DETAILS, COMPLETED, IDEAS, OTHER -> false;
        };
    }
}
