package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a sentence asks to be done: verbs where an order stands, with their objects. */
final class Deeds {
    private final List<Token> sentence;
    private final Lexicon lexicon;
    private final boolean conditional;
    private final @Nullable String leading;
    private final List<Deed> found = new ArrayList<>();

    private Deeds(List<Token> sentence, Lexicon lexicon) {
        this.sentence = sentence;
        this.lexicon = lexicon;
        this.conditional = isConditional(sentence);
        this.leading = leadingVerb();
    }

    /** The deeds of a sentence whose phrases are joined, in their order. */
    static List<Deed> in(List<Token> sentence, Lexicon lexicon) {
        var deeds = new Deeds(sentence, lexicon);
        for (int i = 0; i < sentence.size(); i++) {
            deeds.look(i);
        }
        return deeds.found;
    }

    /** Whether a sentence is about what it names, or has something made, rather than having it done. */
    static boolean namesOnly(List<Token> sentence, Lexicon lexicon) {
        var leading = new Deeds(sentence, lexicon).leading;
        return leading != null && (lexicon.isExactly("@mention", leading) || lexicon.isExactly("@create", leading));
    }

    private void look(int at) {
        var token = sentence.get(at);
        if (!token.isWord() || Keywords.isOne(sentence, at)) {
            return;
        }
        for (var base : Inflection.bases(token.word())) {
            if (lexicon.isBaseOfVerb(base)) {
                read(at, token, base);
                return;
            }
        }
    }

    private void read(int at, Token verb, String base) {
        if (lexicon.isGerman(base)) {
            readGerman(at, verb, base);
            return;
        }
        if (negated(at)) {
            return;
        }
        if (verb.word().equals(base)) {
            add(verb, base, at + 1, Orders.isOrder(sentence, at, lexicon, leading));
        } else if (Orders.isPassive(sentence, at)) {
            addPassive(at, verb, base);
        } else {
            add(verb, base, at + 1, verb.word().contains("ing") && Orders.isMeans(sentence, at, lexicon, leading));
        }
    }

    private void add(Token verb, String base, int from, boolean ordered) {
        var objects = Reach.after(sentence, from, lexicon);
        found.add(new Deed(
                verb,
                base,
                objects.heads(),
                objects.modifiers(),
                objects.rest(),
                ordered && !isQuoted(from - 1),
                conditional));
    }

    private void addPassive(int at, Token verb, String base) {
        var subject = Reach.after(sentence.subList(0, Orders.modalBefore(sentence, at)), 0, lexicon);
        var rest = new ArrayList<>(subject.rest());
        rest.addAll(sentence.subList(at + 1, sentence.size()));
        found.add(new Deed(verb, base, subject.heads(), subject.modifiers(), rest, true, conditional));
    }

    /** A German infinitive ends its clause and has its objects before it; an imperative begins it. */
    private void readGerman(int at, Token verb, String base) {
        var start = clauseStart(at);
        var first = Orders.skipAdverbs(sentence, start);
        if ((at == first && !isNoun(verb)) || (at == first && at == Orders.skipAdverbs(sentence, 0))) {
            var end = clauseEnd(at);
            addGerman(
                    verb, base, at + 1, end, sentence.subList(at, end).stream().noneMatch(Deeds::isDenied));
        } else if (base.endsWith("n") && !isNoun(verb)) {
            var clause = sentence.subList(start, at);
            var ordered = clause.stream().noneMatch(Deeds::makesItADescription);
            addGerman(verb, base, start, at, ordered);
        }
    }

    /** "Löschen" within a sentence is a noun; "LÖSCHEN" is a verb that is stressed. */
    private static boolean isNoun(Token verb) {
        return verb.isCapitalized() && !verb.isShouted();
    }

    private static boolean makesItADescription(Token token) {
        return token.is(
                "soll", "sollen", "sollte", "können", "darf", "dürfen", "wenn", "dass", "damit", "ob", "nicht", "nie",
                "beim", "zu", "werden", "wird", "kein", "keine");
    }

    private static boolean isDenied(Token token) {
        return token.is("nicht", "nie", "niemals", "kein", "keine", "keinen");
    }

    /** Any noun of the clause may be the object or the place. */
    private void addGerman(Token verb, String base, int from, int to, boolean ordered) {
        var words = sentence.subList(from, to).stream()
                .filter(each -> each.kind() != Kind.MARK)
                .toList();
        found.add(new Deed(verb, base, words, words, words, ordered && !isQuoted(to), conditional));
    }

    private int clauseStart(int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (sentence.get(i).is(",", "und", "dann", "oder")) {
                return i + 1;
            }
        }
        return 0;
    }

    private int clauseEnd(int at) {
        for (int i = at + 1; i < sentence.size(); i++) {
            if (sentence.get(i).is(",")) {
                return i;
            }
        }
        return sentence.size();
    }

    /** Between quotation marks stands what something is called. */
    private boolean isQuoted(int at) {
        var marks = sentence.subList(0, Math.min(at, sentence.size())).stream()
                .filter(each -> each.is("\"", "“", "„", "”", "«", "»"))
                .count();
        return marks % 2 == 1;
    }

    private boolean negated(int at) {
        for (int i = at - 1; i >= 0 && i >= at - 2; i--) {
            var token = sentence.get(i);
            if (token.is(",") || token.is("and", "then", "forget")) {
                return false;
            }
            if (Grammar.NEGATIONS.contains(token.word()) && !(token.is("stop", "no", "rather") && i < at - 1)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String leadingVerb() {
        var first = Orders.skipAdverbs(sentence, 0);
        if (first >= sentence.size() || !sentence.get(first).isWord()) {
            return null;
        }
        for (var base : Inflection.bases(sentence.get(first).word())) {
            if (lexicon.isBaseOfVerb(base)) {
                return base;
            }
        }
        return null;
    }

    private static boolean isConditional(List<Token> sentence) {
        for (int i = 0; i < sentence.size(); i++) {
            var token = sentence.get(i);
            if (Grammar.CONDITIONS.contains(token.word()) || isEvent(sentence, i)) {
                var follows = sentence.subList(i + 1, Math.min(sentence.size(), i + 7));
                if (follows.stream().noneMatch(each -> Grammar.OCCASIONS.contains(each.word()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** "after checkout", "before each test", "on every push", "for each row". */
    private static boolean isEvent(List<Token> sentence, int at) {
        var token = sentence.get(at);
        if (at + 1 >= sentence.size() || !token.is("after", "before", "on", "for", "nach")) {
            return false;
        }
        var next = sentence.get(at + 1);
        return next.is("each", "every", "jedem", "jeder") || (token.is("after", "on") && EVENTS.contains(next.word()));
    }

    private static final Set<String> EVENTS = Set.of(
            "checkout",
            "signup",
            "registration",
            "login",
            "logout",
            "payment",
            "purchase",
            "submit",
            "submission",
            "success",
            "failure",
            "error",
            "unmount",
            "click",
            "change",
            "save",
            "delete",
            "startup",
            "shutdown");
}
