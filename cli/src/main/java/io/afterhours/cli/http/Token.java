package io.afterhours.cli.http;

/**
 * What proves who asks.
 *
 * @param value empty where there is none
 * @param source where it came from or was looked for, for error texts
 */
public record Token(String value, String source) {
    /**
     * Checks a token that somebody wrote down: it travels in a header, which takes one word of ASCII.
     *
     * @throws Refused when it is none; the refusal does not repeat it
     */
    public static Token of(String text, String source) {
        var value = text.strip();
        if (!value.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
            throw Refused.because(
                    source + " holds no token: expected one word, the content of `token` in the state folder.",
                    "When the file is broken, remove it and start Afterhours again; it makes a new one.");
        }
        return new Token(value, source);
    }

    public boolean isMissing() {
        return value.isEmpty();
    }
}
