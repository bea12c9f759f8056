package io.afterhours.scheduler.safety;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Words that are one thing to the rules.
 *
 * @param endings a word that ends so is one of them
 * @param beginnings a word that begins so is one of them
 * @param any whether every word is
 */
record WordSet(Set<String> words, Set<String> endings, Set<String> beginnings, boolean any) {
    /** Reads words, {@code *endings}, {@code beginnings*}, and {@code @groups} that are known by now. */
    static WordSet of(Collection<String> written, Map<String, WordSet> groups) {
        var words = new HashSet<String>();
        var endings = new HashSet<String>();
        var beginnings = new HashSet<String>();
        var any = false;
        for (var each : written) {
            if (each.equals("*")) {
                any = true;
            } else if (each.startsWith("*")) {
                endings.add(each.substring(1));
            } else if (each.endsWith("*")) {
                beginnings.add(each.substring(0, each.length() - 1));
            } else if (each.startsWith("@") && groups.containsKey(each)) {
                var group = Objects.requireNonNull(groups.get(each));
                words.addAll(group.words());
                endings.addAll(group.endings());
                beginnings.addAll(group.beginnings());
            } else if (!each.equals("-")) {
                words.add(each);
            }
        }
        return new WordSet(Set.copyOf(words), Set.copyOf(endings), Set.copyOf(beginnings), any);
    }

    /** Whether the word, in singular or plural, is one of them; never because any is. */
    boolean holds(String word) {
        if (words.contains(word)) {
            return true;
        }
        for (var base : Inflection.singulars(word)) {
            if (words.contains(base)) {
                return true;
            }
        }
        // Asked of every word for every group: a stream for each would be most of the work.
        for (var ending : endings) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        for (var beginning : beginnings) {
            if (word.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
