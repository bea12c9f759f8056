package io.afterhours.scheduler.safety;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From the form of an English word to what it may be a form of; the lexicon knows which of them are words. */
final class Inflection {
    private Inflection() {}

    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sent", "send"),
            Map.entry("paid", "pay"),
            Map.entry("bought", "buy"),
            Map.entry("rewritten", "rewrite"),
            Map.entry("overwritten", "overwrite"),
            Map.entry("thrown", "throw"),
            Map.entry("torn", "tear"),
            Map.entry("taken", "take"),
            Map.entry("blown", "blow"),
            Map.entry("gotten", "get"),
            Map.entry("told", "tell"),
            Map.entry("written", "write"),
            Map.entry("made", "make"));

    /** What a verb's form may come from; the word itself is first. Of a phrase the first word is bent. */
    static Set<String> bases(String word) {
        var joint = word.indexOf('_');
        if (joint > 0) {
            var rest = word.substring(joint);
            return bases(word.substring(0, joint)).stream()
                    .map(each -> each + rest)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        var bases = new LinkedHashSet<String>();
        bases.add(word);
        bases.addAll(singulars(word));
        stems(word, "ing", bases);
        stems(word, "ed", bases);
        if (word.endsWith("ied") && word.length() > 4) {
            bases.add(cut(word, 3) + "y");
        }
        var irregular = IRREGULAR.get(word);
        if (irregular != null) {
            bases.add(irregular);
        }
        return bases;
    }

    /** A noun's singular, or a verb's third person's base. */
    static List<String> singulars(String word) {
        if (word.length() < 3 || !word.endsWith("s") || word.endsWith("ss")) {
            return List.of();
        }
        if (word.endsWith("ies")) {
            return List.of(cut(word, 3) + "y", cut(word, 1));
        }
        return word.endsWith("es") ? List.of(cut(word, 1), cut(word, 2)) : List.of(cut(word, 1));
    }

    private static void stems(String word, String ending, Set<String> bases) {
        if (word.length() <= ending.length() + 2 || !word.endsWith(ending)) {
            return;
        }
        var stem = cut(word, ending.length());
        bases.add(stem);
        bases.add(stem + "e");
        if (stem.length() > 2 && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)) {
            bases.add(cut(stem, 1));
        }
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }
}
