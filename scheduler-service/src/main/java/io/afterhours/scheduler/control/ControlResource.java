package io.afterhours.scheduler.control;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.context.WhereaboutsStore;
import io.afterhours.scheduler.dispatch.Dispatcher;
import io.afterhours.scheduler.dispatch.LimitKeeper;
import io.afterhours.scheduler.planning.Mode;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.QueueStore;
import io.afterhours.scheduler.queue.Verdicts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Whether builds start, and planning by hand. */
@Path("/api/control")
@RunOnVirtualThread
public class ControlResource {
    private static final int HELD_SHOWN = 200;

    private final Jdbi jdbi;
    private final ControlStore store;
    private final Switchboard switchboard;
    private final Dispatcher dispatcher;
    private final BuildStore builds;
    private final QueueStore queue;
    private final Verdicts verdicts;
    private final WhereaboutsStore whereabouts;
    private final LimitKeeper limits;
    private final InstantSource clock;

    ControlResource(
            Jdbi jdbi,
            ControlStore store,
            Switchboard switchboard,
            Dispatcher dispatcher,
            BuildStore builds,
            QueueStore queue,
            Verdicts verdicts,
            WhereaboutsStore whereabouts,
            LimitKeeper limits,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.switchboard = switchboard;
        this.dispatcher = dispatcher;
        this.builds = builds;
        this.queue = queue;
        this.verdicts = verdicts;
        this.whereabouts = whereabouts;
        this.limits = limits;
        this.clock = clock;
    }

    /** The open band. */
    public record BandView(String name, String from, String to, int slots) {}

    /** Where the person is, by what that is known, and until when. */
    public record ContextView(
            String name, String source, @Nullable Instant until) {}

    /** Slots in use and in all. */
    public record Slots(int used, int total) {}

    /**
     * How things stand.
     *
     * @param until when builds start again by themselves; absent where nothing is paused, or a person has to resume
     * @param running what still runs while nothing new starts; empty where builds start
     */
    public record View(
            String mode,
            Instant since,
            @Nullable Instant until,
            String by,
            @Nullable String note,
            String policy,
            @Nullable BandView band,
            String quiet,
            Slots slots,
            @Nullable Instant nextChange,
            ContextView context,
            String zone,
            List<LimitResource.View> limits,
            List<Named> running,
            List<Named> stopped) {}

    /**
     * How to pause: {@code pause} (the default), {@code drain} or {@code stop}.
     *
     * @param until when builds start again by themselves; without it, when a person resumes
     */
    public record Pause(
            @Nullable String mode,
            @Nullable String note,
            @Nullable Instant until) {}

    /** A build that did not start, and why. */
    public record Held(String id, String title, Verdicts.View verdict) {}

    /**
     * What planning by hand did.
     *
     * @param held the first of those that did not start
     * @param more how many others did not start either
     */
    public record Spawned(List<Named> started, List<Held> held, long more) {}

    @GET
    @Operation(operationId = "getControl")
    public View get() {
        return jdbi.inTransaction(tx -> view(tx, List.of()));
    }

    @POST
    @Path("/pause")
    @Operation(operationId = "pause")
    public View pause(@Nullable Pause asked, @HeaderParam(Person.HEADER) @Nullable String by) {
        var pause = Objects.requireNonNullElseGet(asked, () -> new Pause(null, null, null));
        var how = Objects.requireNonNullElse(pause.mode(), "pause");
        var mode = switch (how) {
            case "pause" -> Mode.PAUSED;
            case "drain" -> Mode.DRAINING;
            case "stop" -> Mode.STOPPED;
            default -> throw new InvalidEvent("mode", "one of pause, drain, stop", how);
        };
        var until = pause.until();
        if (until != null && !until.isAfter(clock.instant())) {
            throw new InvalidEvent("until", "a time to come", until);
        }
        return jdbi.inTransaction(tx -> view(tx, switchboard.set(tx, mode, Person.of(by), pause.note(), until)));
    }

    @POST
    @Path("/resume")
    @Operation(operationId = "resume")
    public View resume(@HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> {
            switchboard.resume(tx, Person.of(by));
            return view(tx, List.of());
        });
    }

    @POST
    @Path("/spawn")
    @Operation(operationId = "spawn")
    public Spawned spawn() {
        var started = dispatcher.dispatchOnce().started();
        return jdbi.inTransaction(tx -> {
            var waiting = builds.waiting(tx, HELD_SHOWN);
            var reasons = verdicts.of(tx, waiting);
            return new Spawned(
                    started.stream().map(Named::of).toList(),
                    IntStream.range(0, waiting.size())
                            .mapToObj(i -> held(waiting.get(i), reasons.get(i)))
                            .toList(),
                    queue.waiting(tx) - waiting.size());
        });
    }

    private static Held held(Build build, Verdicts.View verdict) {
        return new Held(build.id().toString(), build.title(), verdict);
    }

    private View view(Handle tx, List<Named> stopped) {
        var now = clock.instant();
        var control = store.read(tx);
        var policy = control.policy();
        var seen = whereabouts.read(tx);
        var outlook = policy.outlook(now, seen);
        var stretch = outlook.now();
        var band = Optional.ofNullable(stretch.band())
                .map(open -> new BandView(
                        open.name(),
                        open.hours().from().toString(),
                        open.hours().to().toString(),
                        open.slots()))
                .orElse(null);
        var live = builds.live(tx);
        var mode = control.modeAt(now).seen(!live.isEmpty());
        return new View(
                mode.word(),
                control.since(),
                mode == Mode.RUNNING ? null : control.until(),
                control.by(),
                control.note(),
                policy.name(),
                band,
                stretch.quiet().word(),
                new Slots(live.size(), band == null ? 0 : band.slots()),
                stretch.until(),
                new ContextView(
                        stretch.context().context().word(),
                        seen.sourceOf(stretch, now).word(),
                        outlook.endOfContext().orElse(null)),
                policy.zone().getId(),
                limits.all(tx).stream().map(LimitResource.View::of).toList(),
                mode == Mode.RUNNING ? List.of() : live.stream().map(Named::of).toList(),
                stopped);
    }
}
