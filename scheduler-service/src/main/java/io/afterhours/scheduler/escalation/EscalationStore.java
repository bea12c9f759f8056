package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.Severity;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code escalation}. */
@ApplicationScoped
public class EscalationStore {
    /** Adds a question; nothing where the same one about the same build is open already. */
    Optional<Escalation> insert(Handle tx, Question question, Instant at) {
        return tx.createQuery("""
                        insert into escalation (kind, severity, title, question, options, default_option, deadline, build, agent,
                          session, evidence, raised_at)
                        values (:kind, :severity, :title, :question, :options, :default, :deadline, :build, :agent, :session,
                          :evidence, :at)
                        on conflict do nothing returning *""")
                .bind("kind", question.kind())
                .bind("severity", question.severity().word())
                .bind("title", question.title())
                .bind("question", question.text())
                .bind("options", ArrayOf.texts(question.options()))
                .bind("default", question.defaultOption())
                .bind("deadline", question.deadline())
                .bind(
                        "build",
                        question.build() == null ? null : question.build().number())
                .bind("agent", question.agent())
                .bind("session", question.session())
                .bind("evidence", question.evidence())
                .bind("at", at)
                .map((rows, context) -> escalation(rows))
                .findOne();
    }

    /** The same question where it is open already. */
    Optional<Escalation> same(Handle tx, Question question) {
        return tx.createQuery("select * from escalation where state in ('open', 'acknowledged') and kind = :kind"
                        + " and build is not distinct from :build"
                        + (question.isOneOfItsKind() ? "" : " and title = :title and agent is not distinct from :agent")
                        + " order by number limit 1")
                .bind("kind", question.kind())
                .bind(
                        "build",
                        question.build() == null ? null : question.build().number())
                .bind("title", question.title())
                .bind("agent", question.agent())
                .map((rows, context) -> escalation(rows))
                .findOne();
    }

    Optional<Escalation> lock(Handle tx, EscalationId id) {
        return tx.createQuery("select * from escalation where number = :number for update")
                .bind("number", id.number())
                .map((rows, context) -> escalation(rows))
                .findOne();
    }

    List<Escalation> openAbout(Handle tx, BuildId build) {
        return openAbout(tx, List.of(build));
    }

    List<Escalation> openAbout(Handle tx, Collection<BuildId> builds) {
        return tx.createQuery("""
                        select * from escalation where build = any(:builds) and state in ('open', 'acknowledged') order by number""")
                .bind("builds", ArrayOf.bigints(builds, BuildId::number))
                .map((rows, context) -> escalation(rows))
                .list();
    }

    List<Escalation> openOf(Handle tx, String kind, String title) {
        return tx.createQuery("""
                        select * from escalation where build is null and agent is null and kind = :kind and title = :title
                          and state in ('open', 'acknowledged') order by number""")
                .bind("kind", kind)
                .bind("title", title)
                .map((rows, context) -> escalation(rows))
                .list();
    }

    List<Escalation> overdue(Handle tx, Instant now) {
        return tx.createQuery("""
                        select * from escalation where state in ('open', 'acknowledged') and deadline <= :now
                        order by number limit 100 for update skip locked""")
                .bind("now", now)
                .map((rows, context) -> escalation(rows))
                .list();
    }

    /**
     * A page of open questions: what nobody has seen first, then what holds up most builds, then the most severe, then the oldest.
     *
     * @param after the last one of the page before, open or not by now
     */
    List<Escalation> open(Handle tx, @Nullable Long after, int limit) {
        return tx.createQuery("""
                        with placed as (
                          select e.*, (select -count(*) from dependency d join build b on b.number = d.build
                              where d.depends_on = e.build
                                and b.state not in ('finished', 'failed', 'cancelled', 'rejected')) as held,
                            e.state = 'acknowledged' as seen,
                            array_position(array['urgent', 'high', 'medium', 'low'], severity) as rank
                          from escalation e where state in ('open', 'acknowledged') or number = :after)
                        select * from placed where state in ('open', 'acknowledged')
                          and (:after::bigint is null
                            or (seen, held, rank, number) > (select seen, held, rank, number from placed where number = :after))
                        order by seen, held, rank, number limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .map((rows, context) -> escalation(rows))
                .list();
    }

    /** A page of those that are over, newest first. */
    List<Escalation> over(Handle tx, @Nullable Long before, int limit) {
        return tx.createQuery("""
                        select * from escalation where (:before::bigint is null or number < :before)
                          and state not in ('open', 'acknowledged') order by number desc limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .map((rows, context) -> escalation(rows))
                .list();
    }

    /** Notes that somebody has seen an open question, and when it is to come up again; absent where it is not. */
    Escalation acknowledge(Handle tx, Escalation open, String by, @Nullable Instant until) {
        return tx.createQuery("""
                        update escalation set state = 'acknowledged', acknowledged_by = :by, snoozed_until = :until
                        where number = :number returning *""")
                .bind("number", open.number().number())
                .bind("by", by)
                .bind("until", until)
                .map((rows, context) -> escalation(rows))
                .one();
    }

    /** Opens again what was to come up by now; at most {@code limit}. */
    List<Escalation> reopen(Handle tx, Instant now, int limit) {
        return tx.createQuery("""
                        update escalation set state = 'open', acknowledged_by = null, snoozed_until = null
                        where number = any(array(
                          select number from escalation where state = 'acknowledged' and snoozed_until <= :now
                          order by snoozed_until limit :limit for update skip locked)) returning *""")
                .bind("now", now)
                .bind("limit", limit)
                .map((rows, context) -> escalation(rows))
                .list();
    }

    Escalation close(
            Handle tx,
            Escalation open,
            String state,
            @Nullable String answer,
            String by,
            @Nullable String note,
            Instant at) {
        return tx.createQuery("""
                        update escalation set state = :state, answer = :answer, answered_by = :by, note = :note,
                          answered_at = :at where number = :number returning *""")
                .bind("number", open.number().number())
                .bind("state", state)
                .bind("answer", answer)
                .bind("by", by)
                .bind("note", note)
                .bind("at", at)
                .map((rows, context) -> escalation(rows))
                .one();
    }

    private static Escalation escalation(ResultSet rows) throws SQLException {
        var build = rows.getObject("build", Long.class);
        return new Escalation(
                new EscalationId(rows.getLong("number")),
                new Question(
                        rows.getString("kind"),
                        Severity.of(rows.getString("severity")),
                        rows.getString("title"),
                        rows.getString("question"),
                        List.of((String[]) rows.getArray("options").getArray()),
                        rows.getString("default_option"),
                        Instants.orNull(rows, "deadline"),
                        build == null ? null : new BuildId(build),
                        rows.getString("agent"),
                        rows.getString("session"),
                        rows.getString("evidence")),
                rows.getString("state"),
                Instants.of(rows, "raised_at"),
                rows.getString("acknowledged_by"),
                Instants.orNull(rows, "snoozed_until"),
                Instants.orNull(rows, "answered_at"),
                rows.getString("answered_by"),
                rows.getString("answer"),
                rows.getString("note"));
    }
}
