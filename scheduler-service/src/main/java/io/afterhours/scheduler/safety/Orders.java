package io.afterhours.scheduler.safety;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a verb stands where an order does. */
final class Orders {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Orders() {}

    /** For a base form: it begins the sentence or a coordinated part of it, or follows a wish. */
    static boolean isOrder(List<Token> sentence, int at, Lexicon lexicon, @Nullable String leading) {
        var before = skipAdverbsBack(sentence, at - 1);
        if (before < 0) {
            return true;
        }
        var token = sentence.get(before);
        if (token.is("to")) {
            return isWished(sentence, before) || !(isAbout(leading, lexicon) || leading == null);
        }
        if (token.is("let's", "lets", "let’s", "you", "we", "i")) {
            return token.is("let's", "let’s") || isAddressed(sentence, before);
        }
        if (Grammar.MODALS.contains(token.word())) {
            return before > 0 && sentence.get(before - 1).is("you", "we", "i");
        }
        return Grammar.JOINTS.contains(token.word()) && isCoordinated(sentence, before, lexicon);
    }

    /** For a gerund: "by deleting all of it" says how, and that is an order when the leading verb is one. */
    static boolean isMeans(List<Token> sentence, int at, Lexicon lexicon, @Nullable String leading) {
        var before = skipAdverbsBack(sentence, at - 1);
        if (before < 0) {
            return false;
        }
        return sentence.get(before).is("by") && !isAbout(leading, lexicon);
    }

    /** For a participle: "should be removed". */
    static boolean isPassive(List<Token> sentence, int at) {
        var before = skipAdverbsBack(sentence, at - 1);
        return before > 1 && sentence.get(before).is("be") && modalBefore(sentence, at) > 0;
    }

    /** Where the modal verb of a passive stands, which is where its subject ends. */
    static int modalBefore(List<Token> sentence, int at) {
        for (int i = at - 1; i >= 1 && i >= at - 5; i--) {
            var token = sentence.get(i);
            if (Grammar.MODALS.contains(token.word()) || token.is("has", "have")) {
                return i;
            }
        }
        return 0;
    }

    static int skipAdverbs(List<Token> sentence, int from) {
        var at = from;
        while (at < sentence.size()
                && (Grammar.ADVERBS.contains(sentence.get(at).word())
                        || sentence.get(at).kind() == Token.Kind.MARK
                        || NUMBER.matcher(sentence.get(at).word()).matches())) {
            at++;
        }
        return at;
    }

    private static int skipAdverbsBack(List<Token> sentence, int from) {
        var at = from;
        while (at >= 0 && Grammar.ADVERBS.contains(sentence.get(at).word())) {
            at--;
        }
        // "Delete it." after a list's number or sign begins the sentence all the same.
        var first = skipAdverbs(sentence, 0);
        return at < first && from < first ? -1 : at;
    }

    private static boolean isAbout(@Nullable String leading, Lexicon lexicon) {
        return leading != null && (lexicon.isExactly("@mention", leading) || lexicon.isExactly("@create", leading));
    }

    private static boolean isWished(List<Token> sentence, int to) {
        for (int i = to - 1; i >= 0 && i >= to - 3; i--) {
            if (Grammar.WISHES.contains(sentence.get(i).word())) {
                return !(i > 0 && sentence.get(i - 1).is("who", "that", "users", "they"));
            }
        }
        return false;
    }

    /** "you can delete", "could you delete". */
    private static boolean isAddressed(List<Token> sentence, int at) {
        return at > 0 && Grammar.MODALS.contains(sentence.get(at - 1).word());
    }

    /** Not so within a dependent clause whose verb it shares: "that users can edit and delete". */
    private static boolean isCoordinated(List<Token> sentence, int joint, Lexicon lexicon) {
        var before = joint - 1;
        while (before >= 0 && Grammar.JOINTS.contains(sentence.get(before).word())) {
            before--;
        }
        if (before < 0
                || !lexicon.isVerb(sentence.get(before).word())
                || sentence.get(before).word().endsWith("ing")
                || (before > 0
                        && Grammar.DETERMINERS.contains(sentence.get(before - 1).word()))) {
            return true;
        }
        for (int i = 0; i < before; i++) {
            if (Grammar.SUBORDINATE.contains(sentence.get(i).word())) {
                return false;
            }
        }
        return before == skipAdverbs(sentence, 0);
    }
}
