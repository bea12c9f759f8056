package io.afterhours.scheduler.audit;

import io.afterhours.foundation.http.PageLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
    private static final int USUAL = 50;
    private static final int MOST = 500;

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
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("q") @Nullable String text) {
        var most = PageLimit.of(limit, USUAL, MOST);
        var sought = text == null || text.isBlank() ? null : text.strip();
        var items = jdbi.inTransaction(tx -> audit.list(tx, after, most, sought));
        return new Page(
                items,
                items.size() < most ? null : Long.toString(items.getLast().id()));
    }
}
