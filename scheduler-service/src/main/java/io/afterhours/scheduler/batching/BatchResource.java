package io.afterhours.scheduler.batching;

import io.afterhours.contracts.access.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows batches, and takes what a person decides of them. */
@Path("/api/batches")
@RunOnVirtualThread
public class BatchResource {
    private final Jdbi jdbi;
    private final BatchKeeper keeper;
    private final BatchViews views;

    BatchResource(Jdbi jdbi, BatchKeeper keeper, BatchViews views) {
        this.jdbi = jdbi;
        this.keeper = keeper;
        this.views = views;
    }

    /** Batches. */
    public record Batches(List<BatchView> items) {}

    /** What a person says of it. */
    public record Decision(@Nullable String note) {}

    @GET
    @Operation(operationId = "listBatches")
    public Batches list() {
        return jdbi.inTransaction(tx -> new Batches(views.all(tx)));
    }

    @POST
    @Path("/{id}/accept")
    @Operation(operationId = "acceptBatch")
    public BatchView accept(
            @PathParam("id") String id, @HeaderParam(Person.HEADER) @Nullable String by, @Nullable Decision decision) {
        return jdbi.inTransaction(tx -> views.view(
                tx,
                keeper.accept(tx, BatchId.parse("id", id), Person.of(by), decision == null ? null : decision.note())));
    }

    @POST
    @Path("/{id}/dismiss")
    @Operation(operationId = "dismissBatch")
    public BatchView dismiss(
            @PathParam("id") String id, @HeaderParam(Person.HEADER) @Nullable String by, @Nullable Decision decision) {
        return jdbi.inTransaction(tx -> views.view(
                tx,
                keeper.dismiss(tx, BatchId.parse("id", id), Person.of(by), decision == null ? null : decision.note())));
    }
}
