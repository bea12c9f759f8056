package io.afterhours.progress.session;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.AgentName;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.foundation.http.PageLimit;
import io.afterhours.foundation.http.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows what sessions are doing, and takes progress from agents that have no NATS client. */
@Path("/api/progress")
@RunOnVirtualThread
public class ProgressResource {
    private static final int IN_SIGHT = 20;
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int USUAL_HISTORY = 1_000;
    private static final int LARGEST_HISTORY = 10_000;
    private static final int LONGEST_KEY = 200;

    private final Jdbi jdbi;
    private final SessionStore store;
    private final HistoryStore histories;
    private final SessionKeeper keeper;
    private final KeyedReportStore keys;
    private final InstantSource clock;

    ProgressResource(
            Jdbi jdbi,
            SessionStore store,
            HistoryStore histories,
            SessionKeeper keeper,
            KeyedReportStore keys,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.histories = histories;
        this.keeper = keeper;
        this.keys = keys;
        this.clock = clock;
    }

    /** A page of sessions. */
    public record Page(List<SessionView> items, @Nullable String next) {}

    /** Sessions: live ones first, in each half the newest first. Of a build, its live or latest attempt comes first. */
    @GET
    @Operation(operationId = "listProgress")
    public Page list(
            @QueryParam("session") @Nullable String session,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("build") @Nullable String build,
            @QueryParam("builds") @Nullable String builds,
            @QueryParam("ended") @Nullable String ended,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var filter = new SessionStore.Filter(
                given(session),
                given(agent),
                Query.ids("builds", given(build) == null ? builds : build),
                Query.flag("ended", ended));
        var most = PageLimit.of(limit, USUAL_PAGE, LARGEST_PAGE);
        var cursor = Cursor.read(after);
        return jdbi.inTransaction(tx -> {
            var sessions = store.list(tx, filter, cursor, most);
            var recent = histories.recent(tx, sessions.stream().map(Session::id).toList(), IN_SIGHT);
            return new Page(
                    sessions.stream()
                            .map(each -> SessionView.of(each, recent.getOrDefault(each.id(), List.of()), null))
                            .toList(),
                    sessions.size() < most
                            ? null
                            : Cursor.of(sessions.getLast()).written());
        });
    }

    /** One session with all its reports: the last thousand, and with {@code after} those before them. */
    @GET
    @Path("/{session: .+}")
    @Operation(operationId = "getProgress")
    public SessionView show(
            @PathParam("session") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var most = PageLimit.of(limit, USUAL_HISTORY, LARGEST_HISTORY);
        var skipped = (int) Query.number("after", after, 0, 0, Integer.MAX_VALUE);
        return jdbi.inTransaction(tx -> {
            var session = store.find(tx, id);
            if (session == null || session.agent() == null) {
                throw Problem.notFound("session", id);
            }
            var history = histories.page(tx, id, skipped, most);
            return SessionView.of(
                    session, history, history.size() < most ? null : Integer.toString(skipped + history.size()));
        });
    }

    /**
     * Takes a report, once per key: 201, and 200 when it is repeated. 409 when the session belongs to another agent or another report
     * came under the same key.
     */
    @POST
    @Operation(operationId = "reportProgress")
    public RestResponse<SessionView> report(
            @Nullable ProgressReported report,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(AgentName.HEADER) @Nullable String agent) {
        if (report == null) {
            throw new InvalidEvent("payload", "a JSON object", null);
        }
        var reporter = AgentName.of(agent);
        var now = clock.instant();
        var update = Update.of(report, now, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        var id = Check.optional("Idempotency-Key", given(key), LONGEST_KEY);
        return jdbi.inTransaction(tx -> {
            if (id != null && !keys.add(tx, id, report, now)) {
                if (!keys.isSame(tx, id, report)) {
                    throw Problem.conflict("key-reused", "Another report came under the key " + id + ".");
                }
                return RestResponse.ok(shown(tx, report.session()));
            }
            apply(tx, new Report(report.session(), reporter, update));
            return RestResponse.status(RestResponse.Status.CREATED, shown(tx, report.session()));
        });
    }

    private void apply(Handle tx, Report report) {
        var intake = keeper.intake(tx);
        var reason = intake.claim(List.of(report)).of(0);
        if (reason != null) {
            throw Problem.conflict("foreign-session", reason);
        }
        intake.report(List.of(report), false);
    }

    private SessionView shown(Handle tx, String id) {
        var session = store.find(tx, id);
        if (session == null) {
            throw Problem.notFound("session", id);
        }
        return SessionView.of(
                session, histories.recent(tx, List.of(id), IN_SIGHT).getOrDefault(id, List.of()), null);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
