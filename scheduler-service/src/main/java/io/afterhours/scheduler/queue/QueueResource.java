package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.dispatch.BandCounts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
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
    private final Jdbi jdbi;
    private final QueueStore queue;
    private final StartTimes starts;
    private final BandCounts bands;
    private final ControlStore control;
    private final InstantSource clock;

    QueueResource(
            Jdbi jdbi,
            QueueStore queue,
            StartTimes starts,
            BandCounts bands,
            ControlStore control,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.starts = starts;
        this.bands = bands;
        this.control = control;
        this.clock = clock;
    }

    /**
     * How many builds there are; by priority, kind and band only those that wait.
     *
     * @param byBand by the band in which they could start next as far as clock, policy and budgets go, or by what else they wait for
     */
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
                bands.of(tx)));
    }

    @GET
    @Path("/next")
    @Operation(operationId = "listNext")
    public Upcoming next(@QueryParam("n") @DefaultValue("10") int count) {
        return jdbi.inTransaction(tx -> upcoming(tx, Math.clamp(count, 1, StartTimes.LOOKED_AT)));
    }

    private Upcoming upcoming(Handle tx, int count) {
        var now = clock.instant();
        var zone = control.read(tx).policy().zone();
        return new Upcoming(starts.next(tx, count).stream()
                .map(each -> new Next(
                        each.candidate().id(),
                        each.candidate().title(),
                        each.candidate().priority(),
                        Verdicts.View.of(
                                each.verdict(),
                                each.verdict().text(now, zone),
                                each.missed(now).orElse(null),
                                now,
                                zone),
                        each.at()))
                .toList());
    }
}
