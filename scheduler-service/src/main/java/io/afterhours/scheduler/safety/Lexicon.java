package io.afterhours.scheduler.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The words that the checks go by: those that ship with the product, and a person's own beside them. Immutable; the file
 * {@code safety/lexicon.txt} says how it is written.
 */
public final class Lexicon {
    private static final String TEXT = text();
    private static final Lexicon BUNDLED = read();

    private final Map<String, WordSet> groups;
    private final List<DeedRow> rows;
    private final Set<String> ownWords;
    private final List<String> ownPaths;
    private final Map<String, List<DeedRow>> byVerb = new HashMap<>();
    private final TreeMap<String, List<List<String>>> phrases = new TreeMap<>();

    private Lexicon(Map<String, WordSet> groups, List<DeedRow> rows, Set<String> ownWords, List<String> ownPaths) {
        this.groups = groups;
        this.rows = rows;
        this.ownWords = ownWords;
        this.ownPaths = ownPaths;
        for (var row : rows) {
            row.verbs()
                    .forEach(verb -> byVerb.computeIfAbsent(verb, key -> new ArrayList<>())
                            .add(row));
        }
        var all = new HashSet<>(byVerb.keySet());
        groups.values().forEach(each -> all.addAll(each.words()));
        rows.forEach(each -> {
            all.addAll(each.objects().words());
            all.addAll(each.places().words());
        });
        all.stream().filter(each -> each.indexOf('_') > 0).forEach(each -> {
            var parts = List.of(each.split("_", -1));
            phrases.computeIfAbsent(parts.getFirst(), key -> new ArrayList<>()).add(parts);
        });
    }

    /** The words that ship with the product. */
    public static Lexicon bundled() {
        return BUNDLED;
    }

    /**
     * The same with a person's own words and paths: a task that names one of them is held as destructive.
     *
     * @param words single words, in any case
     * @param paths folders or files; what lies beneath counts, too
     */
    public Lexicon with(Collection<String> words, Collection<String> paths) {
        var folded = words.stream()
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
        return new Lexicon(
                groups,
                rows,
                folded,
                paths.stream()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList());
    }

    /** All of it as one text: where two of them are equal, the same is seen. */
    public String written() {
        return TEXT + ownWords.stream().sorted().toList() + ownPaths;
    }

    boolean hasOwn() {
        return !ownWords.isEmpty() || !ownPaths.isEmpty();
    }

    Set<String> ownWords() {
        return ownWords;
    }

    List<String> ownPaths() {
        return ownPaths;
    }

    /** The rows of a verb in its base form. */
    List<DeedRow> rowsOf(String verb) {
        return byVerb.getOrDefault(verb, List.of());
    }

    /** The rows that any verb has which is not about something, nor has it made. */
    List<DeedRow> rowsOfAny() {
        return byVerb.getOrDefault("*", List.of());
    }

    boolean isGerman(String verb) {
        return rowsOf(verb).stream().anyMatch(DeedRow::german);
    }

    boolean isIn(String group, String word) {
        return Objects.requireNonNull(groups.get(group), group).holds(word);
    }

    /** Whether the word is a verb in any of its forms, as far as is known. */
    boolean isVerb(String word) {
        return Inflection.bases(word).stream().anyMatch(this::isBaseOfVerb);
    }

    boolean isBaseOfVerb(String base) {
        return byVerb.containsKey(base)
                || isExactly("@verbs", base)
                || isExactly("@mention", base)
                || isExactly("@create", base)
                || isExactly("@run", base);
    }

    boolean isExactly(String group, String word) {
        return Objects.requireNonNull(groups.get(group), group).words().contains(word);
    }

    /** The phrases of several words that begin with this one. */
    List<List<String>> phrasesOf(String first) {
        return phrases.getOrDefault(first, List.of());
    }

    private static String text() {
        var resource = "/safety/lexicon.txt";
        try (var in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lexicon read() {
        var groups = new HashMap<String, WordSet>();
        var rows = new ArrayList<DeedRow>();
        for (var line : entries(TEXT)) {
            if (line.startsWith("@")) {
                var words = line.split("\\s+", -1);
                groups.put(words[0], WordSet.of(Arrays.asList(words).subList(1, words.length), groups));
            } else {
                rows.add(DeedRow.read(line, groups));
            }
        }
        return new Lexicon(Map.copyOf(groups), List.copyOf(rows), Set.of(), List.of());
    }

    /** A line that begins with a space goes on with the one before. */
    private static List<String> entries(String text) {
        var entries = new ArrayList<String>();
        for (var line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                entries.add(entries.removeLast() + " " + line.strip());
            } else {
                entries.add(line.strip());
            }
        }
        return entries;
    }
}
