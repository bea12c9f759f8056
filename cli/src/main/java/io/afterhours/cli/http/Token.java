package io.afterhours.cli.http;

/**
 * What proves who asks.
 *
 * @param value empty where there is none
 * @param source where it came from or was looked for, for error texts
 */
public record Token(String value, String source) {
    public boolean isMissing() {
        return value.isEmpty();
    }
}
