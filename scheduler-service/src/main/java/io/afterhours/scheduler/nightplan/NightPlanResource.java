package io.afterhours.scheduler.nightplan;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.access.Person;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.NightWishes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the night holds, and what a person asks of it. Every change answers with the plan as it is then. */
@Path("/api/queue/plan")
@RunOnVirtualThread
public class NightPlanResource {
    private final Jdbi jdbi;
    private final NightDesk desk;
    private final NightPlanStore store;
    private final NightWishes wishes;

    NightPlanResource(Jdbi jdbi, NightDesk desk, NightPlanStore store, NightWishes wishes) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.store = store;
        this.wishes = wishes;
    }

    /** Why. */
    public record Note(@Nullable String note) {}

    /**
     * Ahead of which.
     *
     * @param build its id
     */
    public record Ahead(@Nullable String build, @Nullable String note) {}

    @GET
    @Operation(operationId = "getPlan")
    public NightPlanView plan() {
        return jdbi.inTransaction(desk::view);
    }

    /** The last night that was planned beside what came of it. */
    @GET
    @Path("/last")
    @Operation(operationId = "getLastPlan")
    public PastNight last() {
        return jdbi.inTransaction(tx -> store.last(tx)
                .map(plan -> PastNight.of(plan, store.outcomes(tx, plan), desk.zone(tx)))
                .orElseThrow(() -> Problem.notFound("plan yet of any", "night")));
    }

    @POST
    @Path("/{id}/veto")
    @Operation(operationId = "vetoInPlan")
    public NightPlanView veto(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return asked(id, wishes::veto, by, note);
    }

    @POST
    @Path("/{id}/lock")
    @Operation(operationId = "lockInPlan")
    public NightPlanView lock(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return asked(id, wishes::lock, by, note);
    }

    @POST
    @Path("/{id}/first")
    @Operation(operationId = "putFirstInPlan")
    public NightPlanView first(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return asked(id, wishes::first, by, note);
    }

    @POST
    @Path("/{id}/before")
    @Operation(operationId = "putBeforeInPlan")
    public NightPlanView before(
            @PathParam("id") String id, @Nullable Ahead ahead, @HeaderParam(Person.HEADER) @Nullable String by) {
        var other = BuildId.parse("build", ahead == null ? null : ahead.build());
        return asked(
                id,
                (tx, build, asked) -> before(tx, build, other, asked),
                by,
                new Note(ahead == null ? null : ahead.note()));
    }

    @POST
    @Path("/{id}/undo")
    @Operation(operationId = "undoOneInPlan")
    public NightPlanView undo(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return asked(id, wishes::forget, by, note);
    }

    /** Takes back the last change. */
    @POST
    @Path("/undo")
    @Operation(operationId = "undoInPlan")
    public NightPlanView undo(@Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        var why = why(note);
        return jdbi.inTransaction(tx -> {
            wishes.undo(tx, new NightWishes.Asked(Person.of(by), desk.night(tx).until(), why));
            return desk.view(tx);
        });
    }

    private void before(Handle tx, BuildId id, BuildId other, NightWishes.Asked asked) {
        var planned = desk.plan(tx).plan().builds();
        var there = planned.stream()
                .filter(each -> each.ids().anyMatch(other.toString()::equals))
                .findFirst()
                .orElseThrow(() -> Problem.conflict("wrong-state", other + " is not in the night's plan."));
        if (id.equals(other)) {
            throw Problem.conflict("wrong-state", id + " cannot go before itself.");
        }
        if (there.build().priority() == Priority.URGENT) {
            throw Problem.conflict("wrong-state", other + " is urgent; only what is urgent too goes before it.");
        }
        wishes.before(
                tx,
                id,
                other,
                planned.stream()
                        .filter(each -> each.build().priority() != Priority.URGENT)
                        .flatMap(NightPlan.Planned::ids)
                        .toList(),
                asked);
    }

    private NightPlanView asked(String id, Wish wish, @Nullable String by, @Nullable Note note) {
        var build = BuildId.parse("id", id);
        var why = why(note);
        return jdbi.inTransaction(tx -> {
            wish.of(
                    tx,
                    build,
                    new NightWishes.Asked(Person.of(by), desk.night(tx).until(), why));
            return desk.view(tx);
        });
    }

    private static @Nullable String why(@Nullable Note note) {
        return note == null ? null : Check.optional("note", note.note(), 2_000);
    }

    /** Something that a person asks of a build for the night. */
    @FunctionalInterface
    private interface Wish {
        void of(Handle tx, BuildId build, NightWishes.Asked asked);
    }
}
