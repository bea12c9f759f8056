package io.afterhours.scheduler.calibration;

import io.afterhours.contracts.Check;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;

/** Shows what is expected of each kind of build, and how often that was right. */
@Path("/api/estimates")
@RunOnVirtualThread
public class EstimateResource {
    private final Jdbi jdbi;
    private final Grader grader;

    EstimateResource(Jdbi jdbi, Grader grader) {
        this.jdbi = jdbi;
        this.grader = grader;
    }

    @GET
    @Operation(operationId = "listEstimates")
    public EstimateView.Kinds kinds() {
        return jdbi.inTransaction(grader::kinds);
    }

    @GET
    @Path("/{kind}")
    @Operation(operationId = "getEstimate")
    public EstimateView.Kind kind(@PathParam("kind") String kind) {
        var checked = Check.id("kind", kind);
        return jdbi.inTransaction(tx -> grader.kind(tx, checked));
    }
}
