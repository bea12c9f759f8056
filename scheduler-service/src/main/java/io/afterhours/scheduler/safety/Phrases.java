package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Joins the words of a phrase of the lexicon into one token, {@code tear it down} included. */
final class Phrases {
    /** How far behind its verb a particle is looked for. */
    private static final int REACH = 6;

    private static final Set<String> PARTICLES = Set.of(
            "up", "down", "off", "out", "away", "over", "ab", "aus", "zurück", "hoch", "frei", "know", "public", "an");

    private final Lexicon lexicon;
    private final List<Token> left;

    private Phrases(List<Token> sentence, Lexicon lexicon) {
        this.lexicon = lexicon;
        this.left = new ArrayList<>(sentence);
    }

    static List<Token> joined(List<Token> sentence, Lexicon lexicon) {
        var phrases = new Phrases(sentence, lexicon);
        for (int i = 0; i < phrases.left.size(); i++) {
            phrases.joinAt(i);
        }
        return phrases.left;
    }

    private void joinAt(int at) {
        var first = left.get(at);
        if (first.kind() != Kind.WORD) {
            return;
        }
        List<String> longest = List.of();
        for (var base : Inflection.bases(first.word())) {
            for (var phrase : lexicon.phrasesOf(base)) {
                if (phrase.size() > longest.size() && follows(at, phrase)) {
                    longest = phrase;
                }
            }
        }
        if (!longest.isEmpty()) {
            join(at, longest);
        }
    }

    private boolean follows(int at, List<String> phrase) {
        if (at + phrase.size() <= left.size()) {
            var all = true;
            for (int i = 1; i < phrase.size() && all; i++) {
                var word = left.get(at + i).word();
                all = word.equals(phrase.get(i)) || Inflection.singulars(word).contains(phrase.get(i));
            }
            if (all) {
                return true;
            }
        }
        return phrase.size() == 2 && PARTICLES.contains(phrase.get(1)) && particle(at, phrase.get(1)) > 0;
    }

    private int particle(int at, String particle) {
        for (int i = at + 1; i < left.size() && i <= at + REACH; i++) {
            var token = left.get(i);
            if (token.is(particle)) {
                return i;
            }
            if (token.kind() == Kind.MARK || token.is("and", "then", "to", "und")) {
                return -1;
            }
        }
        return -1;
    }

    private void join(int at, List<String> phrase) {
        var first = left.get(at);
        var last = phrase.getLast();
        if (phrase.size() == 2 && (at + 1 >= left.size() || !fits(left.get(at + 1), last))) {
            left.remove(particle(at, last));
            left.set(at, new Token(first.text() + " " + last, first.word() + "_" + last, Kind.WORD));
            return;
        }
        var text = new StringBuilder(first.text());
        var word = new StringBuilder(first.word());
        for (int i = 1; i < phrase.size(); i++) {
            var next = left.remove(at + 1);
            text.append(' ').append(next.text());
            word.append('_').append(next.word());
        }
        left.set(at, new Token(text.toString(), word.toString(), Kind.WORD));
    }

    private static boolean fits(Token token, String wanted) {
        return token.is(wanted) || Inflection.singulars(token.word()).contains(wanted);
    }
}
