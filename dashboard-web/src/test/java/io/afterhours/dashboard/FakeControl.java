package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether builds start, and what the scheduler says of that. */
public final class FakeControl {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The zone of the policy in use. */
    public volatile String zone = "Europe/Berlin";

    private final FakeBuilds builds;
    private final FakePolicies policies;
    private String mode = "running";
    private @Nullable String until;

    FakeControl(FakeBuilds builds, FakePolicies policies) {
        this.builds = builds;
        this.policies = policies;
    }

    ObjectNode read() {
        var control = JSON.objectNode()
                .put("mode", mode)
                .put("until", until)
                .put("policy", "night")
                .put("quiet", "none")
                .put("zone", zone);
        control.putObject("slots").put("used", running().size()).put("total", 3);
        control.set("context", policies.whereabouts());
        control.putObject("band")
                .put("name", "night")
                .put("from", "22:00")
                .put("to", "06:00")
                .put("slots", 3);
        return control.put("nextChange", Instant.now().plus(Duration.ofHours(3)).toString());
    }

    /**
     * How things stand after it; a stop names what it ended.
     *
     * @param until when a pause ends by itself
     */
    ObjectNode steered(String how, @Nullable String until) {
        this.until = until;
        mode = how.equals("resume") ? "running" : how.equals("stop") ? "stopped" : "paused";
        var control = read();
        if (how.equals("stop")) {
            var stopped = control.putArray("stopped");
            running()
                    .forEach(each -> stopped.addObject()
                            .put("id", each.path("id").asText())
                            .put("title", each.path("title").asText()));
        }
        return control;
    }

    private List<ObjectNode> running() {
        return builds.all().stream()
                .filter(each -> each.path("state").asText().equals("running"))
                .toList();
    }
}
