package io.afterhours.dashboard.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Puts cost and progress into builds; both stay null where their service does not answer in time. Of several sessions that name a
 * build, the progress is that of its own attempt where there is one, else of the one that changed last.
 */
@ApplicationScoped
public class BuildJoin {
    private static final int AT_ONCE = 100;
    private static final List<String> SHOWN = List.of("percent", "state", "message", "step", "updatedAt", "signals");

    private final Services services;

    BuildJoin(Services services) {
        this.services = services;
    }

    /** Joins what the scheduler answered: one build, or a page of them. */
    void join(JsonNode answer) throws InterruptedException {
        var builds = new ArrayList<ObjectNode>();
        if (answer.has("items")) {
            answer.get("items").forEach(item -> builds.add((ObjectNode) item));
        } else if (answer instanceof ObjectNode build && build.has("id")) {
            builds.add(build);
        }
        for (int from = 0; from < builds.size(); from += AT_ONCE) {
            joinSome(builds.subList(from, Math.min(builds.size(), from + AT_ONCE)));
        }
    }

    /** Joins a build that there was not before: nothing was spent on it and nothing reported, so nobody is asked. */
    void joinCreated(JsonNode answer) {
        if (answer instanceof ObjectNode build) {
            build.putNull("cost").putNull("progress");
        }
    }

    private void joinSome(List<ObjectNode> builds) throws InterruptedException {
        var ids = URLEncoder.encode(
                builds.stream().map(each -> each.path("id").asText()).collect(Collectors.joining(",")),
                StandardCharsets.UTF_8);
        var costs = services.threads().submit(() -> services.getForJoin(Service.COST, "/api/costs/builds?ids=" + ids));
        var progress = services.threads()
                .submit(() -> services.getForJoin(
                        Service.PROGRESS, "/api/progress?limit=" + (AT_ONCE * 4) + "&builds=" + ids));
        var own = builds.stream().map(BuildJoin::ownSession).collect(Collectors.toSet());
        var costByBuild = byBuild(costs, BuildJoin::later);
        var progressByBuild =
                byBuild(progress, (a, b) -> isOf(own, a) == isOf(own, b) ? later(a, b) : isOf(own, a) ? a : b);
        for (var build : builds) {
            var id = build.path("id").asText();
            var cost = costByBuild.get(id);
            build.set("cost", cost == null ? build.nullNode() : cost.path("cost"));
            var session = progressByBuild.get(id);
            if (session == null) {
                build.putNull("progress");
            } else {
                var shown = build.putObject("progress");
                SHOWN.forEach(field -> shown.set(field.equals("updatedAt") ? "at" : field, session.get(field)));
            }
        }
    }

    /** The session of the live or last attempt; nobody else's progress is the build's own. */
    private static String ownSession(JsonNode build) {
        var attempts = build.path("attempts");
        return attempts.path(attempts.size() - 1).path("session").asText();
    }

    private static boolean isOf(Set<String> sessions, JsonNode row) {
        return sessions.contains(row.path("session").asText());
    }

    /** The rows of an answer by their build. */
    private static Map<String, JsonNode> byBuild(Future<JsonNode> answer, BinaryOperator<JsonNode> ofTwo)
            throws InterruptedException {
        var rows = new HashMap<String, JsonNode>();
        try {
            for (var row : answer.get().path("items")) {
                rows.merge(row.path("build").asText(), row, ofTwo);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Unreachable || e.getCause() instanceof UncheckedIOException)) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return rows;
    }

    private static JsonNode later(JsonNode a, JsonNode b) {
        return a.path("updatedAt").asText().compareTo(b.path("updatedAt").asText()) >= 0 ? a : b;
    }
}
