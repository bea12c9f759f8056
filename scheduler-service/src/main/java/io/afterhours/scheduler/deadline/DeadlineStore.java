package io.afterhours.scheduler.deadline;

import io.afterhours.scheduler.escalation.EscalationId;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The columns {@code deadline} and {@code deadline_told} of the table {@code build}, and the questions about them. */
@ApplicationScoped
class DeadlineStore {
    /** Builds that wait and of whose deadlines the person was not told, the next deadline first. */
    List<Build> untold(Handle tx, int limit) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build
                        where deadline is not null and deadline_told is distinct from deadline and state in ('queued', 'retrying')
                        order by deadline limit :limit""")
                .bind("limit", limit)
                .map(new BuildRow())
                .list();
    }

    /** The person was told of the deadline that the build has; says whether nobody else told them. */
    boolean tell(Handle tx, BuildId build) {
        return tx.createUpdate("""
                        update build set deadline_told = deadline
                        where number = :build and deadline_told is distinct from deadline""").bind("build", build.number()).execute() > 0;
    }

    /** Has a held build wanted by another time, or by none; the person is told anew where that cannot be kept. Returns it as it is then. */
    Build want(Handle tx, Build build, @Nullable Instant deadline) {
        return tx.createQuery("""
                        update build set deadline = :deadline, deadline_told = null, version = version + 1
                        where number = :build returning\s""" + BuildRow.COLUMNS)
                .bind("deadline", deadline)
                .bind("build", build.id().number())
                .map(new BuildRow())
                .one();
    }

    /** Open questions about deadlines of builds that are over. */
    List<EscalationId> settled(Handle tx) {
        return tx.createQuery("""
                        select e.number from escalation e join build b on b.number = e.build
                        where e.kind = 'deadline' and e.state in ('open', 'acknowledged')
                          and b.state in ('finished', 'failed', 'cancelled', 'rejected')
                        order by e.number""")
                .map((rows, context) -> new EscalationId(rows.getLong("number")))
                .list();
    }
}
