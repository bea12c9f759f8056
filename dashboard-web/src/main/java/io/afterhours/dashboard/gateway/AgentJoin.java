package io.afterhours.dashboard.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.live.LiveHub;
import io.afterhours.dashboard.live.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Puts into agents when each was last heard of and what it does, as the live view knows it from progress and usage; null where
 * nothing was heard. So the pages and everybody else say the same, and no service is asked once for each agent.
 */
@ApplicationScoped
public class AgentJoin {
    private static final List<String> HEARD = List.of("lastSeen", "doing");

    private final LiveHub hub;

    AgentJoin(LiveHub hub) {
        this.hub = hub;
    }

    /** Joins the list of agents that the scheduler answered. */
    void join(JsonNode answer) {
        for (var item : answer.path("items")) {
            var agent = (ObjectNode) item;
            var known = hub.store().get(Rows.AGENTS, agent.path("agent").asText());
            HEARD.forEach(field -> agent.set(field, known == null ? agent.nullNode() : known.get(field)));
        }
    }
}
