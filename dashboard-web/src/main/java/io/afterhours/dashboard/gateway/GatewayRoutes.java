package io.afterhours.dashboard.gateway;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.AgentName;
import io.afterhours.contracts.access.Person;
import io.afterhours.dashboard.live.LiveFeed;
import io.afterhours.dashboard.login.Sessions;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Call;
import io.afterhours.dashboard.service.Services.Unreachable;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.trace.Trace;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every path under {@code /api} that is not the dashboard's own. */
@ApplicationScoped
public class GatewayRoutes {
    private static final Logger LOG = Logger.getLogger(GatewayRoutes.class);
    private static final int LAST = 20_000;
    private static final int LARGEST_BODY = 5 * 1024 * 1024;
    private static final Pattern BUILDS = Pattern.compile("/api/builds(/(?!batch$)[^/]+)?");
    private static final Pattern LOG_OF_BUILD = Pattern.compile("/api/builds/([^/]+)/log");
    private static final Pattern REFUSED =
            Pattern.compile("/api/quarantine/(scheduler|cost|progress)/([^/]+(?:/replay)?)");
    private static final List<String> PASSED_ON = List.of(
            "Content-Type", "Accept", "Idempotency-Key", "If-Match", Trace.HEADER, AgentName.HEADER, Person.UNASKED);

    private final Services services;
    private final BuildJoin builds;
    private final AgentJoin agents;
    private final QuarantineJoin quarantine;
    private final BudgetedBuilds budgeted;
    private final Presence presence;
    private final LiveFeed feed;

    GatewayRoutes(
            Services services,
            BuildJoin builds,
            AgentJoin agents,
            QuarantineJoin quarantine,
            BudgetedBuilds budgeted,
            Presence presence,
            LiveFeed feed) {
        this.services = services;
        this.builds = builds;
        this.agents = agents;
        this.quarantine = quarantine;
        this.budgeted = budgeted;
        this.presence = presence;
        this.feed = feed;
    }

    private record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        static Answer json(int status, Object body) {
            return new Answer(status, "application/json", Json.write(body), Map.of());
        }

        static Answer problem(int status, String type, String detail) {
            return refused(new Problem(status, type, detail, List.of()));
        }

        static Answer refused(Problem why) {
            return new Answer(
                    why.status(),
                    Problem.MEDIA_TYPE,
                    Json.write(why.body()),
                    why.status() == 503 ? Map.of("Retry-After", "2") : Map.of());
        }
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(LAST).handler(this::take);
    }

    private void take(RoutingContext context) {
        var request = context.request();
        request.resume();
        request.body().onComplete(read -> {
            if (read.failed()) {
                context.fail(400);
            } else {
                var body = read.result().getBytes();
                services.threads().execute(() -> {
                    var answer = unpacked(context, body);
                    context.vertx().runOnContext(_ -> answer(context, answer));
                });
            }
        });
    }

    /** Services take bodies as they are, so what a caller compressed is unpacked here. */
    private Answer unpacked(RoutingContext context, byte[] body) {
        return switch (Unpacking.of(body, context.request().getHeader("Content-Encoding"), LARGEST_BODY)) {
            case Unpacking.Plain(var plain) -> answerOf(context, plain);
            case Unpacking.TooLarge() -> Answer.problem(413, "too-large", "At most 5 MB are taken at once.");
            case Unpacking.Broken() -> Answer.problem(400, "invalid", "The body is not gzip, as its header says.");
            case Unpacking.Unknown() ->
                Answer.problem(415, "unknown-encoding", "A body may be compressed as gzip, and in no other way.");
        };
    }

    private static void answer(RoutingContext context, Answer answer) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        answer.headers().forEach(response::putHeader);
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .putHeader("Cache-Control", "no-store");
        var _ = response.end(Buffer.buffer(answer.body()));
    }

    private Answer answerOf(RoutingContext context, byte[] body) {
        var request = context.request();
        var path = context.normalizedPath();
        try {
            if (path.equals("/api/quarantine") && request.method().name().equals("GET")) {
                return Answer.json(200, quarantine.page(request.params()));
            }
            var refused = REFUSED.matcher(path);
            if (refused.matches()) {
                var service = Service.valueOf(refused.group(1).toUpperCase(Locale.ROOT));
                return forward(context, service, "/api/quarantine/" + refused.group(2), body);
            }
            var log = LOG_OF_BUILD.matcher(path);
            if (log.matches()) {
                return forward(
                        context,
                        Service.PROGRESS,
                        withQuery("/api/progress/log?build=" + log.group(1), request.query()),
                        body);
            }
            var owner = Service.of(path);
            if (owner.isEmpty()) {
                return Answer.problem(404, "not-found", "There is nothing at " + path + ".");
            }
            if (request.method().name().equals("PUT")) {
                budgeted.check(path, body);
            }
            var answer = forward(context, owner.get(), withQuery(path, request.query()), body);
            return answer.status() < 300 ? joined(request.method().name(), path, answer) : answer;
        } catch (InvalidEvent e) {
            return Answer.refused(Problem.invalid(e));
        } catch (Unreachable e) {
            LOG.debugf("%s: %s", e.getMessage(), e.getCause());
            return Answer.problem(
                    503,
                    e.service() + "-unavailable",
                    e.service()
                            + "-service does not answer. Nothing was changed if it did not say so; try again soon.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.problem(503, "stopping", "The dashboard is being stopped.");
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s failed", request.method(), path);
            return Answer.problem(500, "internal", "The gateway failed; its log says why.");
        }
    }

    private Answer forward(RoutingContext context, Service service, String pathAndQuery, byte[] body)
            throws Unreachable, InterruptedException {
        var request = context.request();
        var headers = new LinkedHashMap<String, String>();
        for (var name : PASSED_ON) {
            var value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        var by = by(context);
        headers.put(Person.HEADER, Person.of(by));
        if (by == null) {
            headers.put(Person.UNASKED, "true");
        }
        presence.sawCall(service, headers);
        var method = request.method().name();
        var response = services.call(service, new Call(method, pathAndQuery, headers, body));
        if (!method.equals("GET") && response.statusCode() < 400) {
            feed.refreshSoon();
        }
        var location = response.headers().firstValue("Location");
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("application/json"),
                response.body(),
                location.map(at -> Map.of("Location", at)).orElse(Map.of()));
    }

    /** Who acts: a person in the browser, or whoever the command line or another caller says it is; a script need not say. */
    private static @Nullable String by(RoutingContext context) {
        return Sessions.isBrowser(context) ? Person.of(null) : context.request().getHeader(Person.HEADER);
    }

    /** With what other services know of it, where there is something. */
    private Answer joined(String method, String path, Answer answer) throws InterruptedException {
        var isBuilds = BUILDS.matcher(path).matches();
        if (!isBuilds && !(method.equals("GET") && path.equals("/api/agents"))) {
            return answer;
        }
        var document = services.read(answer.body());
        if (isBuilds && answer.status() == 201) {
            builds.joinCreated(document);
        } else if (isBuilds) {
            builds.join(document);
        } else {
            agents.join(document);
        }
        return new Answer(
                answer.status(),
                answer.contentType(),
                document.toString().getBytes(StandardCharsets.UTF_8),
                answer.headers());
    }

    private static String withQuery(String path, @Nullable String query) {
        return query == null || query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query;
    }
}
