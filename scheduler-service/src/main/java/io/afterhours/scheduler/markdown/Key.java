package io.afterhours.scheduler.markdown;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A word that may stand before a colon, in an item's line or below it, and what it means. */
enum Key {
    TITLE("title"),
    PRIORITY("priority"),
    CATEGORY("category"),
    KIND("kind", "type"),
    IMPACT("impact", "value"),
    EFFORT("effort", "estimated time", "estimate", "est", "time estimate"),
    /** Ours to write; read as the effort where no effort is named. */
    ETA("eta"),
    TAGS("tags", "tag", "labels", "label"),
    DEPENDS("depends", "depends on", "dependencies", "after", "requires"),
    BLOCKED("blocked", "blocked by", "blocker", "blockers"),
    AGENT("agent"),
    MODEL("model"),
    WORKSPACE("workspace", "repo", "repository", "folder", "directory"),
    ACCEPT("accept", "acceptance", "acceptance command", "check", "verify"),
    CAP("cap", "max cost", "budget"),
    DEADLINE("deadline", "due"),
    EARLIEST("earliest", "earliest start", "not before"),
    ID_KEY("key"),
    PROMPT("prompt"),
    DESCRIPTION("description", "goal", "task"),
    /** Ours to write, and nothing to read. */
    COST("cost"),
    /** What other tools note of the past. */
    NOTED("added", "completed", "duration", "status", "started", "updated", "created", "progress");

    private final List<String> words;

    Key(String... words) {
        this.words = List.of(words);
    }

    static Optional<Key> of(String word) {
        var said = word.replace("*", "").replace("_", " ").strip().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(each -> each.words.contains(said)).findFirst();
    }

    /** As it is written on export. */
    String word() {
        var word = words.getFirst();
        return this == ETA ? "ETA" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
