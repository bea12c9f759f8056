package io.afterhours.scheduler.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Lists what people did, newest first. */
@Path("/api/audit")
@RunOnVirtualThread
public class AuditResource {
    private final Jdbi jdbi;
    private final Audit audit;

    AuditResource(Jdbi jdbi, Audit audit) {
        this.jdbi = jdbi;
        this.audit = audit;
    }

    /** A page. */
    public record Page(List<Audit.Entry> items, @Nullable String next) {}

    @GET
    @Operation(operationId = "listAudit")
    public Page list(
            @QueryParam("after") @Nullable Long after,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("q") @Nullable String text) {
        var most = Math.clamp(limit, 1, 500);
        var sought = text == null || text.isBlank() ? null : text.strip();
        var items = jdbi.inTransaction(tx -> audit.list(tx, after, most, sought));
        return new Page(
                items,
                items.size() < most ? null : Long.toString(items.getLast().id()));
    }
}
