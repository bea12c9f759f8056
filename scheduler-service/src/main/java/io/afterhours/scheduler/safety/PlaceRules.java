package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a deed is done where a row of the lexicon says, or goes to whom it says. */
record PlaceRules(Lexicon lexicon, Sorts sorts) {
    /** The word that says where, where the row names it. */
    Optional<Token> of(DeedRow row, Deed deed) {
        var code = sorts.isCodeAlone(deed);
        if (code
                && row.check() == SafetyCheck.DESTRUCTIVE
                && !lexicon.isExactly("@run", deed.base())
                && !deed.base().equals("overwrite")) {
            return Optional.empty();
        }
        var all = Stream.concat(deed.modifiers().stream().filter(sorts::isPublic), deed.rest().stream())
                .toList();
        for (int i = 0; i < all.size(); i++) {
            var each = all.get(i);
            var here = row.places().holds(each.word())
                    || sorts.isKindOf(each, row.places())
                    || (row.places().words().contains("@anyone") && isAnyone(all, i, deed));
            if (here
                    && (!code
                            || sorts.isPublic(each)
                            || each.kind() == Kind.ADDRESS
                            || deed.base().equals("overwrite"))
                    && !modifiesCode(all, i)
                    && (!row.places().words().contains("@to") || stands(all, i, "to"))
                    && (!row.places().words().contains("@with") || stands(all, i, "with"))
                    && (!row.places().words().contains("@at")
                            || stands(all, i, "to", "on", "in", "into", "onto", "against", "at"))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The last word behind a preposition, unless it is a machine's or the object is what machines send each other. */
    private boolean isAnyone(List<Token> all, int at, Deed deed) {
        var token = all.get(at);
        var last = at + 1 == all.size()
                || !all.get(at + 1).isWord()
                || Grammar.PREPOSITIONS.contains(all.get(at + 1).word());
        return last
                && ((token.isWord() && !sorts.isCode(token)) || isBrand(token))
                && !lexicon.isIn("@machines", token.word())
                && !Grammar.ADVERBS.contains(token.word())
                && deed.heads().stream().noneMatch(each -> sorts.isCode(each) || lexicon.isIn("@signals", each.word()));
    }

    /** Written as classes are: SourceForge. */
    private static boolean isBrand(Token token) {
        return token.kind() == Kind.CODE
                && token.isCapitalized()
                && token.text().matches("\\p{L}+")
                && !token.text()
                        .matches(
                                ".*(?:Service|Controller|Repository|Handler|Client|Queue|Executor|Store|Logger|Factory|Manager|Context)");
    }

    /** "to all customers", and not "to tell customers". */
    private boolean stands(List<Token> all, int at, String... prepositions) {
        for (int i = at - 1; i >= 0; i--) {
            if (Grammar.PREPOSITIONS.contains(all.get(i).word())) {
                return all.get(i).is(prepositions)
                        && (i + 1 == at || !lexicon.isBaseOfVerb(all.get(i + 1).word()));
            }
        }
        return false;
    }

    /** A production build is no place; neither is a Slack message's format. */
    private boolean modifiesCode(List<Token> all, int at) {
        return at + 1 < all.size()
                && all.get(at + 1).isWord()
                && (sorts.isCode(all.get(at + 1))
                        || all.get(at + 1).is("build", "builds", "mode", "profile", "bundle", "api", "code", "client"));
    }
}
