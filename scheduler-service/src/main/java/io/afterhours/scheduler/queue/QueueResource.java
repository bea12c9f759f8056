package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.control.ControlStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The queue as a whole: counts, and what starts next. */
@Path("/api/queue")
@RunOnVirtualThread
public class QueueResource {
    /** A page of counts is asked for often, and looking ahead costs more than all else on it. */
    private static final int COUNTED_BY_BAND = 100;

    private final Jdbi jdbi;
    private final QueueStore queue;
    private final StartTimes starts;
    private final ControlStore control;
    private final InstantSource clock;

    QueueResource(Jdbi jdbi, QueueStore queue, StartTimes starts, ControlStore control, InstantSource clock) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.starts = starts;
        this.control = control;
        this.clock = clock;
    }

    /** How many builds there are; by priority, kind and band only those that wait. */
    public record Stats(
            Map<String, Long> byState,
            Map<String, Long> byPriority,
            Map<String, Long> byKind,
            Map<String, Long> byBand) {}

    /** A build and when it should start. */
    public record Next(
            String build,
            String title,
            Priority priority,
            Verdicts.View verdict,
            @Nullable Instant expectedStart) {}

    /** What starts next, soonest first. */
    public record Upcoming(List<Next> items) {}

    @GET
    @Path("/stats")
    @Operation(operationId = "getQueueStats")
    public Stats stats() {
        return jdbi.inTransaction(tx -> new Stats(
                queue.countBy(tx, QueueStore.Count.STATE),
                queue.countBy(tx, QueueStore.Count.PRIORITY),
                queue.countBy(tx, QueueStore.Count.KIND),
                byBand(tx, upcoming(tx, COUNTED_BY_BAND, COUNTED_BY_BAND))));
    }

    /** In which band each of the next builds should start. */
    private Map<String, Long> byBand(Handle tx, Upcoming upcoming) {
        var policy = control.read(tx).policy();
        var counts = new LinkedHashMap<String, Long>();
        for (var next : upcoming.items()) {
            var start = next.expectedStart();
            var band = start == null
                    ? "waits for a person"
                    : policy.bandAt(start).map(each -> each.name()).orElse("none");
            counts.merge(band, 1L, Long::sum);
        }
        return counts;
    }

    @GET
    @Path("/next")
    @Operation(operationId = "listNext")
    public Upcoming next(@QueryParam("n") @DefaultValue("10") int count) {
        return jdbi.inTransaction(tx -> upcoming(tx, Math.clamp(count, 1, StartTimes.LOOKED_AT), StartTimes.LOOKED_AT));
    }

    private Upcoming upcoming(Handle tx, int count, int lookedAt) {
        var now = clock.instant();
        var zone = control.read(tx).policy().zone();
        return new Upcoming(starts.next(tx, count, lookedAt).stream()
                .map(each -> new Next(
                        each.candidate().id(),
                        each.candidate().title(),
                        each.candidate().priority(),
                        new Verdicts.View(
                                each.verdict().code().word(),
                                each.verdict().text(now, zone),
                                each.verdict().until().orElse(null)),
                        each.at()))
                .toList());
    }
}
