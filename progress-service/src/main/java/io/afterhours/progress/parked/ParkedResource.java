package io.afterhours.progress.parked;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.foundation.parking.ParkedStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows which agents are parked, and how much of them waits. */
@Path("/api/progress/parked")
@RunOnVirtualThread
public class ParkedResource {
    private final ParkedStore store;

    ParkedResource(ParkedStore store) {
        this.store = store;
    }

    /** All of them. */
    public record Page(List<ParkedStore.Shown> items) {}

    /** Parked agents, longest first. */
    @GET
    @Operation(operationId = "listParkedAgents")
    public Page list() {
        return new Page(store.list(Consumers.PROGRESS_REPORT.durable()));
    }
}
