package io.afterhours.scheduler.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges what a text asks to be done by the rows of the lexicon. */
final class DeedRules {
    private static final int MEMORY = 60;

    private final Lexicon lexicon;
    private final Sorts sorts;
    private final ObjectRules objects;
    private final PlaceRules places;
    private final PaperRules paper;
    private final List<Token> earlier = new ArrayList<>();
    private @Nullable Finding named;

    DeedRules(Lexicon lexicon, Places places) {
        this.lexicon = lexicon;
        this.sorts = new Sorts(lexicon, places);
        this.objects = new ObjectRules(lexicon, sorts);
        this.places = new PlaceRules(lexicon, sorts);
        this.paper = new PaperRules(lexicon, places);
    }

    /** What one sentence after the other asks for; "it" is something that was said before. */
    List<Finding> in(List<List<Token>> sentences) {
        var findings = new ArrayList<Finding>();
        for (var sentence : sentences) {
            var joined = Phrases.joined(sentence, lexicon);
            remember(joined);
            for (var deed : Deeds.in(joined, lexicon)) {
                if (deed.ordered()) {
                    judged(deed).or(() -> runOfWhatWasNamed(deed)).ifPresent(findings::add);
                } else {
                    judged(deed).ifPresent(each -> named = each);
                }
            }
        }
        return findings;
    }

    /** What "it" may mean is not far away. */
    private void remember(List<Token> sentence) {
        earlier.addAll(sentence);
        if (earlier.size() > MEMORY) {
            earlier.subList(0, earlier.size() - MEMORY).clear();
        }
    }

    /** "Write a script that deletes all accounts, and run it." */
    private Optional<Finding> runOfWhatWasNamed(Deed deed) {
        var before = named;
        var itself = deed.heads().stream()
                .anyMatch(each -> Grammar.PRONOUNS.contains(each.word())
                        || each.is("script", "migration", "command", "query", "job", "statement", "skript"));
        if (before == null || !lexicon.isExactly("@run", deed.base()) || !itself) {
            return Optional.empty();
        }
        var words = new ArrayList<>(before.words());
        words.add(deed.verb().text());
        return Optional.of(new Finding(before.check(), words));
    }

    private Optional<Finding> judged(Deed deed) {
        var about = lexicon.isExactly("@mention", deed.base()) || lexicon.isExactly("@create", deed.base());
        return Stream.concat(
                        lexicon.rowsOf(deed.base()).stream(), about ? Stream.empty() : lexicon.rowsOfAny().stream())
                .filter(row -> row.always() || !deed.conditional())
                .flatMap(row -> reason(row, deed).stream()
                        .map(reason ->
                                new Finding(row.check(), List.of(deed.verb().text(), reason.text()))))
                .findFirst();
    }

    private Optional<Token> reason(DeedRow row, Deed deed) {
        if (row.check() == SafetyCheck.DESTRUCTIVE
                && !row.objects().words().contains("@even_on_paper")
                && paper.holdFor(deed)) {
            return Optional.empty();
        }
        return objects.of(row, deed, earlier)
                .or(() -> places.of(row, deed))
                .or(() -> row.places().any() && (!sorts.isCodeAlone(deed) || deed.hasDeterminer())
                        ? Optional.of(deed.verb())
                        : Optional.empty());
    }
}
