package io.afterhours.foundation.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route, deny by default: the Host must be one of ours (against DNS rebinding), an Origin must be too
 * (against requests from foreign pages), and the caller must have the token or be let in by an {@link Admission}. Health is
 * open, and says nothing but up or down and why.
 */
@ApplicationScoped
public class Gate {
    private static final int FIRST = 10_000;
    private static final String BEARER = "Bearer ";

    private final List<String> hosts;
    private final byte[] token;
    private final List<Admission> admissions;

    Gate(HttpConfig config, @Any Instance<Admission> admissions) {
        this.hosts = config.hosts();
        this.token = token(config).getBytes(StandardCharsets.UTF_8);
        this.admissions = admissions.stream().toList();
    }

    private static String token(HttpConfig config) {
        try {
            var token = config.tokenFile().isPresent()
                    ? Files.readString(config.tokenFile().get()).strip()
                    : config.token().orElse("");
            if (token.length() < 16) {
                throw new IllegalStateException(
                        "afterhours.http.token-file: expected a file with a token of at least 16"
                                + " characters. `afterhours up` makes one; by hand: openssl rand -hex 32 > token");
            }
            return token;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "afterhours.http.token-file: cannot read "
                            + config.tokenFile().orElseThrow() + ": " + e.getMessage(),
                    e);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        if (!isOurs(host(request))) {
            refuse(context, 421, "unknown-host", "This host name is not served here; add it to afterhours.http.hosts.");
        } else if (!originIsOurs(request)) {
            refuse(context, 403, "foreign-origin", "Requests from pages of another origin are refused.");
        } else if (isHealth(context)
                || hasToken(request)
                || admissions.stream().anyMatch(each -> each.admits(context))) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(
                    context,
                    401,
                    "unauthorized",
                    "Send the token from the state folder as `Authorization: Bearer <token>`.");
        }
    }

    private static @Nullable String host(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? null : authority.host();
    }

    private boolean isOurs(@Nullable String host) {
        return host != null && hosts.stream().anyMatch(each -> bare(each).equalsIgnoreCase(bare(host)));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private boolean originIsOurs(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        try {
            var uri = URI.create(origin);
            var authority = request.authority();
            return authority != null && isOurs(uri.getHost()) && uri.getPort() == authority.port();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isHealth(RoutingContext context) {
        var path = context.request().path();
        return path != null
                && (path.equals("/q/health")
                        || path.equals("/q/health/live")
                        || path.equals("/q/health/ready")
                        || path.equals("/q/health/started"));
    }

    private boolean hasToken(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token, header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(RoutingContext context, int status, String type, String detail) {
        var problem = new Problem(status, type, detail, List.of());
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.json());
    }
}
