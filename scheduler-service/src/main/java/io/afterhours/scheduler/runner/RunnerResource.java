package io.afterhours.scheduler.runner;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;

/** Lists the runners. */
@Path("/api/runners")
@RunOnVirtualThread
public class RunnerResource {
    private final Jdbi jdbi;
    private final RunnerStore store;

    RunnerResource(Jdbi jdbi, RunnerStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    /** All runners. */
    public record Runners(List<RunnerStore.Runner> items) {}

    @GET
    @Operation(operationId = "listRunners")
    public Runners list() {
        return new Runners(jdbi.inTransaction(store::all));
    }
}
