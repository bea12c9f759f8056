package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.Locale;

/** What sort of thing a token stands for. */
record Sorts(Lexicon lexicon, Places places) {
    boolean isCode(Token token) {
        return token.kind() == Kind.CODE || (token.isWord() && lexicon.isIn("@code", token.word()));
    }

    /** It is done to code and to nothing else. */
    boolean isCodeAlone(Deed deed) {
        return !deed.heads().isEmpty() && deed.heads().stream().allMatch(this::isCode);
    }

    /** What others than the person see. */
    boolean isPublic(Token token) {
        return lexicon.isIn("@registries", token.word())
                || lexicon.isIn("@production", token.word())
                || lexicon.isIn("@social", token.word());
    }

    /** One of the sorts that a row names instead of words. */
    boolean isKindOf(Token token, WordSet wanted) {
        return switch (token.kind()) {
            case PATH ->
                (wanted.words().contains("@path") && places.isForeign(token.text()))
                        || (wanted.words().contains("@device")
                                && token.text().matches("/dev/(?:sd|hd|vd|nvme|disk|mmc|rdisk).*"));
            case WORD ->
                wanted.words().contains("@name")
                        && token.isCapitalized()
                        && !token.text().equals(token.text().toUpperCase(Locale.ROOT))
                        && !lexicon.isVerb(token.word())
                        && !isCode(token);
            case ADDRESS -> wanted.words().contains("@address");
            case AMOUNT -> wanted.words().contains("@amount");
            case CODE, LINK, MARK -> false;
        };
    }
}
