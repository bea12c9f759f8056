package io.afterhours.scheduler.safety;

import java.util.Locale;

/**
 * A word or sign of a text.
 *
 * @param text as it stands there
 * @param word as the lexicon has it: lower case, without a possessive ending
 */
record Token(String text, String word, Kind kind) {
    enum Kind {
        WORD,
        /** An identifier, a file's name or something in backticks. */
        CODE,
        /** A folder or file from the root or the home of a host. */
        PATH,
        /** A mail address or a handle. */
        ADDRESS,
        /** A sum of money. */
        AMOUNT,
        LINK,
        /** Anything that separates. */
        MARK
    }

    boolean is(String... words) {
        for (var each : words) {
            if (word.equals(each)) {
                return true;
            }
        }
        return false;
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** Written in capitals alone, to be stressed or as a keyword. */
    boolean isShouted() {
        return text.length() > 1 && text.equals(text.toUpperCase(Locale.ROOT));
    }

    boolean isCapitalized() {
        return Character.isUpperCase(text.codePointAt(0));
    }
}
