package io.afterhours.scheduler.control;

import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.dispatch.LimitKeeper;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.runner.LimitStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The limits of agents' providers: which hold, and away with one. */
@Path("/api/limits")
@RunOnVirtualThread
public class LimitResource {
    private final Jdbi jdbi;
    private final LimitKeeper keeper;

    LimitResource(Jdbi jdbi, LimitKeeper keeper) {
        this.jdbi = jdbi;
        this.keeper = keeper;
    }

    /**
     * A limit that holds.
     *
     * @param said whether the provider said until when; otherwise it is tried again then
     * @param text in the provider's words
     * @param build whose attempt met it
     */
    public record View(
            String agent,
            Instant until,
            boolean said,
            String text,
            Instant notedAt,
            @Nullable String build) {
        static View of(LimitStore.Noted noted) {
            var limit = noted.limit();
            var build = noted.build();
            return new View(
                    limit.agent(),
                    limit.until(),
                    limit.said(),
                    noted.text(),
                    noted.notedAt(),
                    build == null ? null : new BuildId(build).toString());
        }
    }

    /** The limits that hold, the first to end first. */
    public record Limits(List<View> items) {}

    @GET
    @Operation(operationId = "listLimits")
    public Limits list() {
        return new Limits(jdbi.inTransaction(keeper::all).stream().map(View::of).toList());
    }

    @DELETE
    @Path("/{agent}")
    @Operation(operationId = "liftLimit")
    public Limits lift(
            @PathParam("agent") String agent,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        jdbi.useTransaction(tx -> keeper.lift(tx, agent, Person.of(by), note));
        return list();
    }
}
