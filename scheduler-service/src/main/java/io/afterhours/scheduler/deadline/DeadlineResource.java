package io.afterhours.scheduler.deadline;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildView;
import io.afterhours.scheduler.queue.BuildViews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The deadline of a build: set, moved, taken away. */
@Path("/api/builds/{id}/deadline")
@RunOnVirtualThread
public class DeadlineResource {
    private final Jdbi jdbi;
    private final DeadlineDesk desk;
    private final BuildViews views;
    private final InstantSource clock;

    DeadlineResource(Jdbi jdbi, DeadlineDesk desk, BuildViews views, InstantSource clock) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.views = views;
        this.clock = clock;
    }

    /** By when a build is to be done, and why. */
    public record Wanted(
            @Nullable Instant deadline, @Nullable String note) {}

    @PUT
    @Operation(operationId = "setDeadline")
    public BuildView put(
            @PathParam("id") String id, @Nullable Wanted wanted, @HeaderParam(Person.HEADER) @Nullable String by) {
        var given = Check.present("payload", "a deadline", wanted);
        var deadline = Check.present("deadline", "a time to come", Check.time("deadline", given.deadline()));
        if (!deadline.isAfter(clock.instant())) {
            throw new InvalidEvent("deadline", "a time to come", deadline);
        }
        return changed(id, deadline, by, given.note());
    }

    @DELETE
    @Operation(operationId = "removeDeadline")
    public BuildView delete(
            @PathParam("id") String id,
            @QueryParam("note") @Nullable String note,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        return changed(id, null, by, note);
    }

    private BuildView changed(String id, @Nullable Instant deadline, @Nullable String by, @Nullable String note) {
        var build = BuildId.parse("id", id);
        var why = Check.optional("note", note, 2_000);
        return jdbi.inTransaction(tx -> {
            desk.wanted(tx, build, deadline, Person.of(by), why);
            return views.one(tx, build);
        });
    }
}
