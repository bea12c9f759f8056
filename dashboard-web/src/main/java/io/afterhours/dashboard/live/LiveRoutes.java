package io.afterhours.dashboard.live;

import io.afterhours.contracts.Json;
import io.afterhours.dashboard.login.Sessions;
import io.afterhours.dashboard.service.Services;
import io.afterhours.foundation.http.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/stream}: one long answer per tab. */
@ApplicationScoped
public class LiveRoutes {
    private static final int FIRST = 10_000;
    private static final int MOST_TOPICS = 30;

    private final LiveHub hub;
    private final LiveConfig config;
    private final Sessions sessions;
    private final Services services;
    private final InstantSource clock;
    private final Map<TabConnection, String> open = new ConcurrentHashMap<>();

    LiveRoutes(LiveHub hub, LiveConfig config, Sessions sessions, Services services, InstantSource clock) {
        this.hub = hub;
        this.config = config;
        this.sessions = sessions;
        this.services = services;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, "/api/stream").order(FIRST).handler(this::stream);
    }

    private void stream(RoutingContext context) {
        var who = sessions.id(context).orElse("token");
        if (open.size() >= config.streams()
                || open.values().stream().filter(who::equals).count() >= config.streamsPerSession()) {
            refuse(context);
            return;
        }
        var connection = new TabConnection(context.request());
        open.put(connection, who);
        connection.open();
        var own = context.vertx().getOrCreateContext();
        var browser = Sessions.isBrowser(context);
        var client = new LiveClient(
                own,
                connection,
                hub,
                config,
                clock,
                topics(context),
                () -> !browser || sessions.id(context).isPresent());
        var log = context.request().getParam("log");
        var tail = log == null
                ? null
                : new LogTail(
                        own,
                        services,
                        hub.store(),
                        client,
                        log,
                        number(context.request().getParam("after")));
        var response = context.response();
        response.closeHandler(_ -> {
            open.remove(connection);
            client.close();
            if (tail != null) {
                tail.close();
            }
        });
        response.exceptionHandler(_ -> open.remove(connection));
        var since = context.request().getHeader("Last-Event-ID");
        client.open(Cursor.read(since == null ? context.request().getParam("since") : since));
        if (tail != null) {
            tail.start();
        }
    }

    /** The server goes: clients come back a moment later, not all at the same one. */
    void stop(@Observes ShutdownEvent event) {
        var bye = new Frame("event: bye\ndata: {\"after\":500}\n\n".getBytes(StandardCharsets.US_ASCII));
        open.keySet().forEach(connection -> connection.end(bye));
    }

    private static Set<String> topics(RoutingContext context) {
        var asked = context.request().getParam("topics");
        return asked == null
                ? Set.of()
                : Arrays.stream(asked.split(","))
                        .filter(topic -> topic.matches("[a-z]{1,20}"))
                        .limit(MOST_TOPICS)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static void refuse(RoutingContext context) {
        var problem = new Problem(503, "too-many-streams", "Too many live views are open; close one.", List.of());
        var _ = context.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "5")
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem.body())));
    }
}
