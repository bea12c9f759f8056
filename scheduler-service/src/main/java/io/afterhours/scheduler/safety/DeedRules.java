package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges what a text asks to be done by the rows of the lexicon. */
final class DeedRules {
    private static final int MEMORY = 60;

    private final Lexicon lexicon;
    private final Places places;
    private final List<Token> earlier = new ArrayList<>();
    private @Nullable Finding named;

    DeedRules(Lexicon lexicon, Places places) {
        this.lexicon = lexicon;
        this.places = places;
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
                && isOnPaper(deed)) {
            return Optional.empty();
        }
        return object(row, deed)
                .or(() -> place(row, deed))
                .or(() -> row.places().any() && (!isCodeAlone(deed) || hasDeterminer(deed))
                        ? Optional.of(deed.verb())
                        : Optional.empty());
    }

    private Optional<Token> object(DeedRow row, Deed deed) {
        return deed.heads().stream()
                .flatMap(each -> meant(each, deed, row))
                .filter(each -> !isCode(each)
                        || (each.kind() == Kind.CODE && row.objects().words().contains("@counted")))
                .filter(each -> (row.objects().words().contains("@person") && isPerson(each, deed))
                        || (row.objects().words().contains("@counted") && isCounted(deed))
                        || row.objects().holds(each.word())
                        || isKindOf(each, row.objects())
                        || (row.objects().words().contains("@scoped") && isScoped(deed))
                        || (row.objects().any()
                                && !Grammar.PREPOSITIONS.contains(each.word())
                                && !lexicon.isIn("@signals", each.word())))
                .findFirst();
    }

    /** A pronoun is whatever was said before that the row knows; a name, as in "the database shop", is what stands before it. */
    private Stream<Token> meant(Token head, Deed deed, DeedRow row) {
        if (row.check() == SafetyCheck.DESTRUCTIVE
                && !isCode(head)
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
        var known = earlier.stream().filter(each -> row.objects().holds(each.word()) && !isCode(each));
        return Stream.concat(known, Stream.of(head));
    }

    private Optional<Token> place(DeedRow row, Deed deed) {
        var code = isCodeAlone(deed);
        if (code
                && row.check() == SafetyCheck.DESTRUCTIVE
                && !lexicon.isExactly("@run", deed.base())
                && !deed.base().equals("overwrite")) {
            return Optional.empty();
        }
        var all = Stream.concat(deed.modifiers().stream().filter(this::isPublic), deed.rest().stream())
                .toList();
        for (int i = 0; i < all.size(); i++) {
            var each = all.get(i);
            var here = row.places().holds(each.word())
                    || isKindOf(each, row.places())
                    || (row.places().words().contains("@anyone") && isAnyone(all, i, deed));
            if (here
                    && (!code
                            || isPublic(each)
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

    /** "Call the plumber", and not "Call the API" or "Call stack". */
    private boolean isPerson(Token token, Deed deed) {
        return hasDeterminer(deed)
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

    private static boolean hasDeterminer(Deed deed) {
        return !deed.modifiers().isEmpty()
                && Grammar.DETERMINERS.contains(deed.modifiers().getFirst().word());
    }

    private boolean isCodeAlone(Deed deed) {
        return !deed.heads().isEmpty() && deed.heads().stream().allMatch(this::isCode);
    }

    /** The last word behind a preposition, unless it is a machine's or the object is what machines send each other. */
    private boolean isAnyone(List<Token> all, int at, Deed deed) {
        var token = all.get(at);
        var last = at + 1 == all.size()
                || !all.get(at + 1).isWord()
                || Grammar.PREPOSITIONS.contains(all.get(at + 1).word());
        return last
                && ((token.isWord() && !isCode(token)) || isBrand(token))
                && !lexicon.isIn("@machines", token.word())
                && !Grammar.ADVERBS.contains(token.word())
                && deed.heads().stream().noneMatch(each -> isCode(each) || lexicon.isIn("@signals", each.word()));
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
                && (isCode(all.get(at + 1))
                        || all.get(at + 1).is("build", "builds", "mode", "profile", "bundle", "api", "code", "client"));
    }

    private boolean isPublic(Token token) {
        return lexicon.isIn("@registries", token.word())
                || lexicon.isIn("@production", token.word())
                || lexicon.isIn("@social", token.word());
    }

    private boolean isKindOf(Token token, WordSet wanted) {
        return switch (token.kind()) {
            case PATH ->
                (wanted.words().contains("@path") && places.isForeign(token.text()))
                        || (wanted.words().contains("@device")
                                && token.text().matches("/dev/(?:sd|hd|vd|nvme|disk|mmc|rdisk).*"));
            case WORD ->
                wanted.words().contains("@name")
                        && token.isCapitalized()
                        && !token.text().equals(token.text().toUpperCase(java.util.Locale.ROOT))
                        && !lexicon.isVerb(token.word())
                        && !isCode(token);
            case ADDRESS -> wanted.words().contains("@address");
            case AMOUNT -> wanted.words().contains("@amount");
            case CODE, LINK, MARK -> false;
        };
    }

    private boolean isCode(Token token) {
        return token.kind() == Kind.CODE || (token.isWord() && lexicon.isIn("@code", token.word()));
    }

    /** It is about code, tests or documents, and nothing in it leads out of them. */
    private boolean isOnPaper(Deed deed) {
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
