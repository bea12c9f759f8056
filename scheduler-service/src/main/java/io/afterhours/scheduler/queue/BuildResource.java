package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.access.Person;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.http.PageLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Builds: queued, listed, steered. */
@Path("/api/builds")
@RunOnVirtualThread
public class BuildResource {
    private static final int USUAL = 50;
    private static final int MOST_ASKED = 200;

    private final Jdbi jdbi;
    private final Intake intake;
    private final QueueStore store;
    private final BuildStore builds;
    private final BuildViews views;
    private final BuildEvents events;
    private final Steering steering;

    BuildResource(
            Jdbi jdbi,
            Intake intake,
            QueueStore store,
            BuildStore builds,
            BuildViews views,
            BuildEvents events,
            Steering steering) {
        this.jdbi = jdbi;
        this.intake = intake;
        this.store = store;
        this.builds = builds;
        this.views = views;
        this.events = events;
        this.steering = steering;
    }

    /** A page of builds, newest first. */
    public record Page(List<BuildView> items, @Nullable String next) {}

    /** The attempts at a build, first to last. */
    public record Tried(List<BuildView.AttemptView> items) {}

    /** What happened to a build, newest first. */
    public record History(List<BuildEvents.Entry> items) {}

    /** Why. */
    public record Note(@Nullable String note) {}

    /** Another priority. */
    public record NewPriority(Priority priority, @Nullable String note) {}

    /** Queues a build: 201, or 200 with the build it is the same as. */
    @POST
    @Operation(operationId = "addBuild")
    public Response add(
            BuildRequested asked,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        var request = keyed(Check.present("payload", "a build with at least a title", asked), key);
        return jdbi.inTransaction(tx -> {
            var taken = intake.take(tx, request, Person.of(by));
            var view = views.one(tx, taken.build().id());
            return taken.isNew()
                    ? Response.created(URI.create("/api/builds/" + view.id()))
                            .entity(view)
                            .build()
                    : Response.ok(view).build();
        });
    }

    private static BuildRequested keyed(BuildRequested request, @Nullable String key) {
        return key == null || request.key() != null ? request : request.withKey(key);
    }

    @GET
    @Operation(operationId = "listBuilds")
    public Page list(
            @QueryParam("ids") @Nullable String ids,
            @QueryParam("state") @Nullable String state,
            @QueryParam("priority") @Nullable String priority,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("tag") @Nullable String tag,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("q") @Nullable String text,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        if (ids != null) {
            return asked(ids);
        }
        var filter = new BuildFilter(
                states(state),
                priority == null ? null : Priority.of(priority),
                agent,
                tag,
                kind,
                text == null || text.isBlank() ? null : text,
                after == null ? null : BuildId.parse("after", after).number(),
                PageLimit.of(limit, USUAL, BuildFilter.MOST));
        return jdbi.inTransaction(tx -> {
            var found = store.list(tx, filter);
            var next =
                    found.size() < filter.limit() ? null : found.getLast().id().toString();
            return new Page(views.many(tx, found), next);
        });
    }

    /** Those of the builds that there are, in the order in which they are asked for. */
    private Page asked(String ids) {
        var wanted = Arrays.stream(ids.split(","))
                .filter(each -> !each.isBlank())
                .map(each -> BuildId.parse("ids", each.strip()).number())
                .distinct()
                .toList();
        if (wanted.size() > MOST_ASKED) {
            throw new InvalidEvent("ids", MOST_ASKED + " at most", wanted.size());
        }
        return jdbi.inTransaction(tx -> new Page(views.many(tx, builds.numbered(tx, wanted)), null));
    }

    private static List<BuildState> states(@Nullable String state) {
        return state == null || state.isBlank()
                ? List.of()
                : Arrays.stream(state.split(",")).map(BuildState::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getBuild")
    public BuildView get(@PathParam("id") String id) {
        return jdbi.inTransaction(tx -> views.one(tx, parsed(id)));
    }

    @GET
    @Path("/{id}/verdict")
    @Operation(operationId = "getVerdict")
    public Verdicts.View verdict(@PathParam("id") String id) {
        return jdbi.inTransaction(tx -> views.verdict(tx, parsed(id)));
    }

    @GET
    @Path("/{id}/attempts")
    @Operation(operationId = "listAttempts")
    public Tried attempts(@PathParam("id") String id) {
        return new Tried(get(id).attempts());
    }

    @GET
    @Path("/{id}/events")
    @Operation(operationId = "listBuildEvents")
    public History events(@PathParam("id") String id) {
        return jdbi.inTransaction(tx -> {
            views.one(tx, parsed(id));
            return new History(events.of(tx, parsed(id)));
        });
    }

    @POST
    @Path("/{id}/approve")
    @Operation(operationId = "approveBuild")
    public BuildView approve(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return steered(id, steering::approve, by, note);
    }

    @POST
    @Path("/{id}/reject")
    @Operation(operationId = "rejectBuild")
    public BuildView reject(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return steered(id, steering::reject, by, note);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(operationId = "retryBuild")
    public BuildView retry(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return steered(id, steering::retry, by, note);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(operationId = "cancelBuild")
    public BuildView cancel(
            @PathParam("id") String id, @Nullable Note note, @HeaderParam(Person.HEADER) @Nullable String by) {
        return steered(id, steering::cancel, by, note);
    }

    @POST
    @Path("/{id}/prioritize")
    @Operation(operationId = "prioritizeBuild")
    public BuildView prioritize(
            @PathParam("id") String id, @Nullable NewPriority wanted, @HeaderParam(Person.HEADER) @Nullable String by) {
        if (wanted == null || wanted.priority() == null) {
            throw new InvalidEvent("priority", "one of urgent, high, medium, low", null);
        }
        return steered(
                id,
                (tx, build, who, why) -> steering.prioritize(tx, build, wanted.priority(), who, why),
                by,
                new Note(wanted.note()));
    }

    private BuildView steered(String id, Action action, @Nullable String by, @Nullable Note note) {
        var build = parsed(id);
        var why = note == null ? null : Check.optional("note", note.note(), 2_000);
        return jdbi.inTransaction(tx -> {
            action.on(tx, build, Person.of(by), why);
            return views.one(tx, build);
        });
    }

    private static BuildId parsed(String id) {
        return BuildId.parse("id", id);
    }

    /** Something a person does to a build, and why. */
    @FunctionalInterface
    private interface Action {
        Build on(Handle tx, BuildId build, String by, @Nullable String note);
    }
}
