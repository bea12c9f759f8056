package io.afterhours.foundation.trace;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.foundation.outbox.Outbox;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;

/** The smallest request that leads to an event: a report of usage, which {@code UsageLedger} takes. */
@Path("/test/usage/{session}")
@RunOnVirtualThread
public class TracedResource {
    private final Jdbi jdbi;
    private final Outbox outbox;

    TracedResource(Jdbi jdbi, Outbox outbox) {
        this.jdbi = jdbi;
        this.outbox = outbox;
    }

    @POST
    public void report(@PathParam("session") String session) {
        var usage = "{\"session\":\"%s\",\"model\":\"m\",\"inputTokens\":1}".formatted(session);
        jdbi.useTransaction(tx -> outbox.add(
                tx,
                new Subject.OfAgent("http", "usage"),
                Json.read(usage.getBytes(StandardCharsets.UTF_8), UsageReported.class)));
    }
}
