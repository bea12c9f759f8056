package io.afterhours.scheduler.context;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Words;
import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.calendar.CalendarStore;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.control.StretchView;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Stretch;
import io.afterhours.scheduler.policy.Whereabouts.Hand;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Where the person is: read, said by hand, taken back, and the hours to come. */
@Path("/api/context")
@RunOnVirtualThread
public class ContextResource {
    private static final Duration AHEAD = Duration.ofHours(12);

    private final Jdbi jdbi;
    private final WhereaboutsStore store;
    private final ControlStore control;
    private final CalendarStore calendar;
    private final Audit audit;
    private final PlanningWake planning;
    private final InstantSource clock;

    ContextResource(
            Jdbi jdbi,
            WhereaboutsStore store,
            ControlStore control,
            CalendarStore calendar,
            Audit audit,
            PlanningWake planning,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.control = control;
        this.calendar = calendar;
        this.audit = audit;
        this.planning = planning;
        this.clock = clock;
    }

    /** A context and when it begins. */
    public record Next(String context, Instant at) {}

    /**
     * Where the person is, by what that is known, and what it means under the policy in force.
     *
     * @param until when it changes; absent when it does not within two weeks
     * @param goesFirst the kinds that go first; empty when all do, or when size alone decides
     * @param only whether what does not suit waits
     * @param risk the largest risk that starts
     */
    public record View(
            String context,
            String source,
            @Nullable Instant until,
            @Nullable Instant lastSeen,
            List<String> goesFirst,
            boolean only,
            String risk,
            String policy,
            @Nullable Next next) {}

    /** What a person says. */
    public record Said(@Nullable String context, @Nullable Instant until) {}

    /** The hours to come. */
    public record Upcoming(String zone, Instant from, Instant until, List<StretchView> items, List<Meeting> meetings) {}

    @GET
    @Operation(operationId = "getContext")
    public View get() {
        return jdbi.inTransaction(this::view);
    }

    @PUT
    @Operation(operationId = "setContext")
    public View put(@Nullable Said said, @HeaderParam(Person.HEADER) @Nullable String by) {
        var now = clock.instant();
        var given = Check.present("payload", "a context and, if it ends, until when", said);
        var context = Words.read(
                "context",
                Check.present("context", "sleeping, work, gym, available or unknown", given.context()),
                Context.values());
        var until = given.until();
        if (until != null && !until.isAfter(now)) {
            throw new InvalidEvent("until", "a time to come", until);
        }
        return jdbi.inTransaction(tx -> {
            store.say(tx, new Hand(context, until), Person.of(by), now);
            var how = until == null ? "done" : "until " + new HumanTime(now, control.zone()).noted(until);
            audit.note(tx, Person.of(by), "set context", context.word(), null, how);
            tx.afterCommit(planning::wake);
            return view(tx);
        });
    }

    /** From here on, presence and the calendar say where the person is. */
    @DELETE
    @Operation(operationId = "clearContext")
    public View delete(@HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> {
            store.clear(tx);
            audit.note(tx, Person.of(by), "clear context", "suite", null, "done");
            tx.afterCommit(planning::wake);
            return view(tx);
        });
    }

    @GET
    @Path("/upcoming")
    @Operation(operationId = "getUpcomingContexts")
    public Upcoming upcoming() {
        var now = clock.instant();
        return jdbi.inTransaction(tx -> {
            var policy = control.read(tx).policy();
            var whereabouts = store.read(tx);
            var end = now.plus(AHEAD);
            var items = StretchView.upTo(end, policy.outlook(now, whereabouts), whereabouts, policy.zone(), now);
            var meetings = calendar.meetings(tx, now).stream()
                    .filter(each -> each.begins().isBefore(end))
                    .toList();
            return new Upcoming(policy.zone().getId(), now, end, items, meetings);
        });
    }

    private View view(Handle tx) {
        var now = clock.instant();
        var policy = control.read(tx).policy();
        var whereabouts = store.read(tx);
        var outlook = policy.outlook(now, whereabouts);
        var stretch = outlook.now();
        var rule = stretch.context();
        var next = outlook.stretches().stream()
                .filter(each -> each.context().context() != rule.context())
                .findFirst();
        return new View(
                rule.context().word(),
                whereabouts.sourceOf(stretch, now).word(),
                next.map(Stretch::from).orElse(null),
                whereabouts.lastSeen(),
                List.copyOf(rule.kinds()),
                rule.only(),
                rule.risk().word(),
                policy.name(),
                next.map(each -> new Next(each.context().context().word(), each.from()))
                        .orElse(null));
    }
}
