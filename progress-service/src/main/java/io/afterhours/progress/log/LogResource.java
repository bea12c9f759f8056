package io.afterhours.progress.log;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.foundation.http.PageLimit;
import io.afterhours.progress.session.Query;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows the lines that sessions wrote. */
@Path("/api/progress/log")
@RunOnVirtualThread
public class LogResource {
    private static final int USUAL_PAGE = 200;
    private static final int LARGEST_PAGE = 5_000;
    private static final int LONGEST_SEARCH = 200;

    private final Jdbi jdbi;
    private final LogStore store;

    LogResource(Jdbi jdbi, LogStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    /** Lines in their order; more of them come after {@code next}. */
    public record Page(List<Line> items, @Nullable String next) {}

    /**
     * The lines of a session, or of all attempts at a build. To follow a log, ask again with {@code after} the last line's
     * {@code n}.
     *
     * @param q only lines that contain this text, in any case
     */
    @GET
    @Operation(operationId = "readLog")
    public Page read(
            @QueryParam("build") @Nullable String build,
            @QueryParam("session") @Nullable String session,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("q") @Nullable String q) {
        if (build == null && session == null) {
            throw new InvalidEvent("session", "a session, or a build", null);
        }
        var most = PageLimit.of(limit, USUAL_PAGE, LARGEST_PAGE);
        var from = Query.number("after", after, 0, 0, Long.MAX_VALUE);
        var text = q == null || q.isEmpty() ? null : Check.optional("q", q, LONGEST_SEARCH);
        return jdbi.inTransaction(tx -> {
            var sessions = session != null ? List.of(session) : store.sessionsOf(tx, String.valueOf(build));
            var lines = store.read(tx, sessions, from, text, most);
            return new Page(
                    lines,
                    lines.size() < most ? null : Long.toString(lines.getLast().n()));
        });
    }
}
