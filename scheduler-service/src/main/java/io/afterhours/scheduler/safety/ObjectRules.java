package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a deed is done to what a row of the lexicon names. */
record ObjectRules(Lexicon lexicon, Sorts sorts) {
    /**
     * What it is done to, where the row names it.
     *
     * @param earlier what was said before, which "it" may mean
     */
    Optional<Token> of(DeedRow row, Deed deed, List<Token> earlier) {
        return deed.heads().stream()
                .flatMap(each -> meant(each, deed, row, earlier))
                .filter(each -> !sorts.isCode(each)
                        || (each.kind() == Kind.CODE && row.objects().words().contains("@counted")))
                .filter(each -> (row.objects().words().contains("@person") && isPerson(each, deed))
                        || (row.objects().words().contains("@counted") && isCounted(deed))
                        || row.objects().holds(each.word())
                        || sorts.isKindOf(each, row.objects())
                        || (row.objects().words().contains("@scoped") && isScoped(deed))
                        || (row.objects().any()
                                && !Grammar.PREPOSITIONS.contains(each.word())
                                && !lexicon.isIn("@signals", each.word())))
                .findFirst();
    }

    /** A pronoun is whatever was said before that the row knows; a name, as in "the database shop", is what stands before it. */
    private Stream<Token> meant(Token head, Deed deed, DeedRow row, List<Token> earlier) {
        if (row.check() == SafetyCheck.DESTRUCTIVE
                && !sorts.isCode(head)
                && !head.is("number", "numbers")
                && !Grammar.PRONOUNS.contains(head.word())) {
            return Stream.concat(
                    Stream.of(head),
                    deed.modifiers().stream()
                            .skip(Math.max(0, deed.modifiers().size() - 1))
                            .filter(each -> row.objects().holds(each.word())));
        }
        if (!Grammar.PRONOUNS.contains(head.word())) {
            return Stream.of(head);
        }
        var known = earlier.stream().filter(each -> row.objects().holds(each.word()) && !sorts.isCode(each));
        return Stream.concat(known, Stream.of(head));
    }

    /** "Call the plumber", and not "Call the API" or "Call stack". */
    private boolean isPerson(Token token, Deed deed) {
        return deed.hasDeterminer()
                && token.isWord()
                && !lexicon.isIn("@machines", token.word())
                && !lexicon.isIn("@signals", token.word());
    }

    /** All there is of it. */
    private static boolean isScoped(Deed deed) {
        return deed.modifiers().stream().anyMatch(each -> each.is("all", "every", "alle", "allen", "sämtliche"))
                && deed.modifiers().stream()
                        .noneMatch(each ->
                                each.is("unused", "obsolete", "generated", "empty", "dead", "stale", "temporary"));
    }

    /** "two monitors", "a new keyboard": things, where a sort order has none. */
    private static boolean isCounted(Deed deed) {
        return deed.modifiers().stream()
                .anyMatch(
                        each -> each.word()
                                .matches(
                                        "\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|another|more|new|some|replacement|a|an"));
    }
}
