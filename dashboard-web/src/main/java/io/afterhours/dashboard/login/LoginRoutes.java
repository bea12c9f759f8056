package io.afterhours.dashboard.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.foundation.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/** Signing in, and who is signed in. */
@ApplicationScoped
public class LoginRoutes {
    private static final int FIRST = 10_000;
    private static final int TRIES_A_MINUTE = 10;

    private final Sessions sessions;
    private final InstantSource clock;
    private final ArrayDeque<Long> failures = new ArrayDeque<>();

    LoginRoutes(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.POST, "/api/session/link").order(FIRST).handler(this::link);
        router.route(HttpMethod.POST, "/api/session").order(FIRST).handler(this::open);
        router.route(HttpMethod.GET, "/api/me").order(FIRST).handler(this::me);
    }

    private void link(RoutingContext context) {
        var request = context.request();
        var authority = request.authority();
        if (authority == null) {
            context.fail(400);
            return;
        }
        json(context, 200, Map.of("url", request.scheme() + "://" + authority + "/login#" + sessions.code()));
    }

    private void open(RoutingContext context) {
        context.request().resume();
        context.request().body().onComplete(read -> {
            if (read.failed()) {
                context.fail(400);
            } else if (tooOften()) {
                context.response().putHeader("Retry-After", "60");
                problem(context, 429, "too-many-tries", "Too many wrong codes; wait a minute.");
            } else {
                exchange(context, read.result());
            }
        });
    }

    private void exchange(RoutingContext context, Buffer body) {
        var cookie = sessions.exchange(code(body));
        if (cookie.isEmpty()) {
            failures.addLast(clock.millis());
            problem(
                    context,
                    403,
                    "code-refused",
                    "This link was used already or is older than a minute. Get a new one.");
            return;
        }
        context.response().addCookie(cookie.get());
        json(context, 200, Map.of("signedIn", true));
    }

    private static String code(Buffer body) {
        try {
            return Json.read(body.getBytes(), JsonNode.class).path("code").asText();
        } catch (InvalidEvent e) {
            return "";
        }
    }

    private boolean tooOften() {
        var since = clock.millis() - 60_000;
        failures.removeIf(at -> at < since);
        return failures.size() >= TRIES_A_MINUTE;
    }

    private void me(RoutingContext context) {
        json(
                context,
                200,
                Map.of("signedIn", true, "browser", sessions.id(context).isPresent()));
    }

    private static void json(RoutingContext context, int status, Object body) {
        var _ = context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(Json.write(body)));
    }

    private static void problem(RoutingContext context, int status, String type, String detail) {
        var _ = context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(new Problem(status, type, detail, List.of()).body())));
    }
}
