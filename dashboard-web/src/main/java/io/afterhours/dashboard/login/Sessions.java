package io.afterhours.dashboard.login;

import io.afterhours.foundation.http.Admission;
import io.afterhours.foundation.http.HttpConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets browsers in: pages to everybody, because they say nothing; the API to who has a session. A command with a cookie must
 * come from a page of ours, so it has to carry an Origin, which the gate has checked.
 */
@ApplicationScoped
public class Sessions implements Admission {
    static final String COOKIE = "afterhours_session";

    private final Codes codes = new Codes();
    private final Seal seal;
    private final InstantSource clock;

    Sessions(HttpConfig config, InstantSource clock) {
        this.seal = new Seal(token(config));
        this.clock = clock;
    }

    @Override
    public boolean admits(RoutingContext context) {
        var request = context.request();
        var path = context.normalizedPath();
        var reads = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        if (reads && !path.startsWith("/api") && !path.startsWith("/q/")) {
            return true;
        }
        if (path.equals("/api/session") && HttpMethod.POST.equals(request.method())) {
            return request.getHeader("Origin") != null;
        }
        return path.startsWith("/api/")
                && id(context).isPresent()
                && !path.equals("/api/session/link")
                && (reads || request.getHeader("Origin") != null);
    }

    /** The session of a request, where it has a good one. */
    public Optional<String> id(RoutingContext context) {
        var cookie = context.request().getCookie(COOKIE);
        return cookie == null ? Optional.empty() : seal.read(cookie.getValue(), clock.instant());
    }

    /** Whether a request comes with a cookie instead of the token. */
    public static boolean isBrowser(RoutingContext context) {
        return context.request().getHeader("Authorization") == null;
    }

    String code() {
        return codes.make(clock.instant());
    }

    Optional<Cookie> exchange(String code) {
        Instant now = clock.instant();
        return codes.take(code, now)
                ? Optional.of(Cookie.cookie(COOKIE, seal.make(now))
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(Seal.LIFE.toSeconds()))
                : Optional.empty();
    }

    private static String token(HttpConfig config) {
        try {
            return config.tokenFile().isPresent()
                    ? Files.readString(config.tokenFile().get()).strip()
                    : config.token().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
