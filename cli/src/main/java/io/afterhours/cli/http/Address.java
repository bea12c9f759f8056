package io.afterhours.cli.http;

import java.net.URI;

/**
 * Where Afterhours is.
 *
 * @param url without a slash at the end
 * @param source who said so, for error texts
 */
public record Address(String url, String source) {
    /** Afterhours' own port on this machine. */
    public static final Address USUAL = new Address("http://localhost:8080", "the default");

    private static final int LAST_PORT = 65_535;

    /**
     * Checks an address that somebody typed.
     *
     * @throws Refused when it is none
     */
    public static Address of(String text, String source) {
        var url = text.strip();
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
        try {
            var uri = URI.create(url);
            var scheme = uri.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPort() <= LAST_PORT) {
                return new Address(url, source);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text, source);
        }
        throw wrong(text, source);
    }

    private static Refused wrong(String text, String source) {
        return Refused.wrongUsage(
                source + ": expected an address such as http://localhost:8080, was \"" + text + "\".");
    }
}
