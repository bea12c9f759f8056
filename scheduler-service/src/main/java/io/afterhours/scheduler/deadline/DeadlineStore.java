package io.afterhours.scheduler.deadline;

import io.afterhours.scheduler.escalation.EscalationId;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;

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

    /** Open questions about deadlines that do not count any more: the build is over, or wanted by another time. */
    List<EscalationId> settled(Handle tx) {
        return tx.createQuery("""
                        select e.number from escalation e join build b on b.number = e.build
                        where e.kind = 'deadline' and e.state in ('open', 'acknowledged')
                          and (b.state in ('finished', 'failed', 'cancelled', 'rejected') or b.deadline is distinct from b.deadline_told)
                        order by e.number""")
                .map((rows, context) -> new EscalationId(rows.getLong("number")))
                .list();
    }
}
