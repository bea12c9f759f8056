package io.afterhours.scheduler.calendar;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The person's calendars: how they stand, and the meetings to come. */
@Path("/api/calendar")
@RunOnVirtualThread
public class CalendarResource {
    private final Jdbi jdbi;
    private final CalendarStore store;
    private final InstantSource clock;

    CalendarResource(Jdbi jdbi, CalendarStore store, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.clock = clock;
    }

    /** A meeting; its title is absent unless the operator lets titles be kept. */
    public record MeetingView(
            Instant begins, Instant ends, @Nullable String title) {}

    /** All calendars as one. */
    public record View(List<CalendarStore.Standing> calendars, List<MeetingView> meetings) {}

    @GET
    @Operation(operationId = "getCalendar")
    public View get() {
        return jdbi.inTransaction(tx -> new View(
                store.calendars(tx),
                store.meetings(tx, clock.instant()).stream()
                        .map(each -> new MeetingView(each.begins(), each.ends(), each.title()))
                        .toList()));
    }
}
