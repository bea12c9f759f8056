package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Whether a deed happens on paper alone: in code, tests or documents. */
record PaperRules(Lexicon lexicon, Places places) {
    /** It is about code, tests or documents, and nothing in it leads out of them. */
    boolean holdFor(Deed deed) {
        var around = Stream.of(deed.modifiers(), deed.heads(), deed.rest())
                .flatMap(List::stream)
                .toList();
        return around.stream()
                        .anyMatch(
                                each -> (each.isWord() && lexicon.isIn("@harmless", each.word())) || isSourceFile(each))
                && around.stream()
                        .noneMatch(each -> lexicon.isIn("@production", each.word())
                                || (each.kind() == Kind.PATH && places.isForeign(each.text()))
                                || each.is(
                                        "described",
                                        "documented",
                                        "according",
                                        "see",
                                        "aws",
                                        "azure",
                                        "gcp",
                                        "hetzner",
                                        "digitalocean",
                                        "heroku"));
    }

    private static boolean isSourceFile(Token token) {
        return token.kind() == Kind.CODE
                && token.word()
                        .matches(
                                ".*\\.(?:java|kt|ts|tsx|js|jsx|py|go|rs|rb|md|html|css|json|yml|yaml|svelte|vue|c|h|cpp|cs|php|xml|toml|txt|csv)");
    }
}
