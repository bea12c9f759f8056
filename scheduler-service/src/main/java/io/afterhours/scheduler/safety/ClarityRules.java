package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text says enough to tell when the task is done. */
final class ClarityRules {
    /** Up to so many words, a text without a verb is a label rather than a task. */
    private static final int LABEL = 3;

    /** From so many on, a text is taken for a description, whatever its words. */
    private static final int DESCRIPTION = 9;

    /** A text longer than this is taken for a description without a look. */
    private static final int LONG = 200;

    /** Verbs that say nothing without their object. */
    private static final Set<String> EMPTY = Set.of(
            "do",
            "make",
            "fix",
            "get",
            "handle",
            "improve",
            "continue",
            "finish",
            "try",
            "work",
            "go",
            "change",
            "update",
            "help",
            "see",
            "look",
            "look_at",
            "check",
            "open",
            "mach",
            "mache",
            "machen",
            "tu",
            "todo",
            "tbd",
            "asap",
            "we",
            "i",
            "you",
            "talked",
            "discussed",
            "mentioned",
            "needful",
            "read",
            "ticket",
            "link",
            "same",
            "kaputt",
            "broken",
            "done",
            "ok",
            "wip",
            "test",
            "solve",
            "fertig");

    /** The last character of the Latin alphabets' blocks. */
    private static final int LATIN = 0x24F;

    private static final Set<Character.UnicodeScript> UNSPACED = Set.of(
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.THAI);

    private static final Pattern GERMAN_VERB = Pattern.compile("\\p{Ll}{3,}(?:en|ern|eln)");

    private ClarityRules() {}

    /** What is missing, shown by the words that are there. */
    static Optional<Finding> missing(String text, List<List<Token>> sentences, Lexicon lexicon) {
        if (text.length() > LONG) {
            return Optional.empty();
        }
        var tokens = sentences.stream().flatMap(List::stream).toList();
        var words = tokens.stream()
                .filter(each -> each.kind() != Kind.MARK && each.kind() != Kind.LINK)
                .toList();
        if (isWrittenWithoutSpaces(words) || words.size() >= DESCRIPTION) {
            return Optional.empty();
        }
        var substantial =
                words.stream().filter(each -> saysSomething(each, lexicon)).count();
        var verb = words.stream().anyMatch(each -> lexicon.isVerb(each.word()) || each.kind() == Kind.PATH)
                || looksLikeAnOrder(words);
        var clear = substantial > 0 && words.size() > 1 && (verb || words.size() > LABEL);
        return clear
                ? Optional.empty()
                : Optional.of(
                        new Finding(SafetyCheck.UNCLEAR, List.of(text.strip().split("\\s+"))));
    }

    private static boolean saysSomething(Token token, Lexicon lexicon) {
        if (!token.isWord()) {
            return true;
        }
        var word = token.word();
        return Inflection.bases(word).stream().noneMatch(EMPTY::contains)
                && !Grammar.NEGATIONS.contains(word)
                && !lexicon.isExactly("@vague", word)
                && !Grammar.ADVERBS.contains(word)
                && !Grammar.DETERMINERS.contains(word)
                && !Grammar.PREPOSITIONS.contains(word)
                && !Grammar.PRONOUNS.contains(word);
    }

    /** "Frobnicate the cache", "Seite überarbeiten": a verb that no list knows. */
    private static boolean looksLikeAnOrder(List<Token> words) {
        if (words.size() < 2) {
            return false;
        }
        var first = words.getFirst().word();
        var beforeItsObject = Grammar.DETERMINERS.contains(words.get(1).word()) && !Grammar.DETERMINERS.contains(first);
        var german = words.stream()
                .skip(1)
                .anyMatch(each -> GERMAN_VERB.matcher(each.word()).matches() && !each.isCapitalized());
        return beforeItsObject || german || first.matches("\\p{Ll}+(?:ize|ise|ify|ate)");
    }

    /** Chinese, Japanese, Korean and Thai are written without the spaces by which words are counted. */
    private static boolean isWrittenWithoutSpaces(List<Token> words) {
        return words.stream()
                        .map(Token::text)
                        .flatMapToInt(String::codePoints)
                        .filter(each -> each > LATIN
                                && (Character.isIdeographic(each)
                                        || UNSPACED.contains(Character.UnicodeScript.of(each))))
                        .count()
                >= 4;
    }
}
