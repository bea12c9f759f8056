package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.access.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Markdown queues in, out and kept in step. The parameter {@code file} is the file's full name, for relative workspaces. */
@Path("/api/queue")
@RunOnVirtualThread
public class MarkdownResource {
    private static final String MARKDOWN = "text/markdown";

    private final Jdbi jdbi;
    private final MarkdownDesk desk;
    private final StatusDesk status;

    MarkdownResource(Jdbi jdbi, MarkdownDesk desk, StatusDesk status) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.status = status;
    }

    @POST
    @Path("/import")
    @Consumes({MARKDOWN, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "importMarkdown")
    public MarkdownDesk.Report take(
            String markdown,
            @QueryParam("file") @Nullable String file,
            @QueryParam("apply") @DefaultValue("true") boolean apply,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        Check.optional("file", file, 1_000);
        return jdbi.inTransaction(
                tx -> apply ? desk.take(tx, markdown, file, Person.of(by)) : desk.look(tx, markdown, file));
    }

    @POST
    @Path("/sync")
    @Consumes({MARKDOWN, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "syncMarkdown")
    public MarkdownDesk.Synced sync(
            String markdown,
            @QueryParam("file") @Nullable String file,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        Check.optional("file", file, 1_000);
        return jdbi.inTransaction(tx -> desk.sync(tx, markdown, file, Person.of(by)));
    }

    @GET
    @Path("/export")
    @Produces(MARKDOWN)
    @Operation(operationId = "exportMarkdown")
    public String export() {
        return jdbi.inTransaction(desk::export);
    }

    /** The page {@code BUILD_STATUS.md} as it is now. */
    @GET
    @Path("/status")
    @Produces(MARKDOWN)
    @Operation(operationId = "getBuildStatus")
    public String status() {
        return jdbi.inTransaction(status::page);
    }
}
