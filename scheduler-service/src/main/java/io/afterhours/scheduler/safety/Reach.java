package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What follows a verb, taken apart. */
final class Reach {
    private static final Pattern NAME = Pattern.compile("\\d+|.*-.*|.*[a-z]\\d+|\\p{L}");

    private final List<Token> heads = new ArrayList<>();
    private final List<Token> modifiers = new ArrayList<>();
    private List<Token> rest = List.of();

    private Reach() {}

    /** Reads what stands from there to the end of the verb's reach: the next order, or the end of the sentence. */
    static Reach after(List<Token> sentence, int from, Lexicon lexicon) {
        var objects = new Reach();
        var end = endOfReach(sentence, from, lexicon);
        var at = from;
        var phrase = new ArrayList<Token>();
        while (at < end) {
            var token = sentence.get(at);
            if (token.is("of")
                    && !phrase.isEmpty()
                    && Grammar.PARTS.contains(phrase.getLast().word())) {
                objects.close(phrase);
            } else if (token.is("and", "or", ",", "und", "oder", "/", "&")) {
                objects.close(phrase);
            } else if (isPreposition(token)
                    && !(phrase.isEmpty() && objects.heads.isEmpty() && token.is("all", "out", "off", "over"))) {
                if (!(phrase.isEmpty() && objects.heads.isEmpty() && token.is("up", "down"))) {
                    break;
                }
            } else if (isBoundary(token) || isAttached(token, phrase)) {
                break;
            } else {
                phrase.add(token);
            }
            at++;
        }
        objects.close(phrase);
        objects.rest = List.copyOf(sentence.subList(Math.min(at, end), end));
        return objects;
    }

    List<Token> heads() {
        return heads;
    }

    List<Token> modifiers() {
        return modifiers;
    }

    List<Token> rest() {
        return rest;
    }

    /** The last word of a noun phrase is what it is about; "Send Maria the contract" has two. */
    private void close(List<Token> phrase) {
        while (!phrase.isEmpty() && Grammar.ADVERBS.contains(phrase.getLast().word())) {
            phrase.removeLast();
        }
        if (phrase.isEmpty()) {
            return;
        }
        heads.add(phrase.getLast());
        if (phrase.size() > 1 && isName(phrase.getLast())) {
            heads.add(phrase.get(phrase.size() - 2));
        }
        for (int i = 1; i < phrase.size(); i++) {
            if (Grammar.DETERMINERS.contains(phrase.get(i).word())
                    && !phrase.get(i - 1).is("all", "of", "both")
                    && !Grammar.DETERMINERS.contains(phrase.get(i - 1).word())) {
                heads.add(phrase.get(i - 1));
            }
        }
        modifiers.addAll(phrase.subList(0, phrase.size() - 1));
        phrase.clear();
    }

    /** Behind what it names: "the repository acme/shop", "the domain example.com". */
    private static boolean isName(Token token) {
        return token.kind() == Kind.CODE
                || token.kind() == Kind.PATH
                || NAME.matcher(token.word()).matches();
    }

    private static boolean isPreposition(Token token) {
        return token.isWord() && Grammar.PREPOSITIONS.contains(token.word());
    }

    /** "the instances tagged old" are instances. */
    private static boolean isAttached(Token token, List<Token> phrase) {
        if (token.is("we", "i", "you", "they", "nobody", "he", "she", "ich", "wir")) {
            return !phrase.isEmpty();
        }
        if (token.is("older", "newer", "larger", "bigger", "smaller", "such", "called", "named")) {
            return !phrase.isEmpty()
                    && !Grammar.DETERMINERS.contains(phrase.getLast().word());
        }
        return token.word().endsWith("ed")
                && !phrase.isEmpty()
                && phrase.getLast().word().endsWith("s");
    }

    private static boolean isBoundary(Token token) {
        return (token.kind() == Kind.MARK && token.is("(", "[", "{", "|", "→", "=", "?", "!"))
                || token.is(
                        "should", "must", "can", "will", "is", "are", "was", "were", "has", "does", "needs", "need");
    }

    private static int endOfReach(List<Token> sentence, int from, Lexicon lexicon) {
        for (int i = from + 1; i < sentence.size(); i++) {
            var before = sentence.get(i - 1);
            if (before.is("and", "then", "but", ",", "und", "dann")
                    && sentence.get(i).isWord()
                    && lexicon.isBaseOfVerb(sentence.get(i).word())
                    && !nounFollows(sentence, i)) {
                return i - 1;
            }
        }
        return sentence.size();
    }

    /** "the orders and test data" has no order in it. */
    private static boolean nounFollows(List<Token> sentence, int at) {
        return at + 1 == sentence.size()
                || sentence.get(at + 1).is("in", "on", "from", "of", ",", "and", "with", "under");
    }
}
