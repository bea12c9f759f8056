package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Excerpt;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells the world what happened to a build, and writes it into the build's own history. */
@ApplicationScoped
public class BuildEvents {
    private final Outbox outbox;
    private final QueueBell bell;

    BuildEvents(Outbox outbox, QueueBell bell) {
        this.outbox = outbox;
        this.bell = bell;
    }

    /**
     * The attempt that an event is about.
     *
     * @param failure why it just failed
     */
    public record About(
            String session,
            int number,
            String agent,
            @Nullable String model,
            @Nullable String runner,
            @Nullable FailureClass failure) {}

    /** One line of a build's history. */
    public record Entry(Instant at, String type, String text) {}

    public void say(Handle tx, Build build, String event, String text, Instant at) {
        say(tx, build, null, event, text, at);
    }

    public void say(Handle tx, Build build, @Nullable About about, String event, String text, Instant at) {
        outbox.add(tx, List.of(told(tx, build, about, event, text, at)));
    }

    /** Writes it into the history; what the world is told is for the caller to publish, together with what goes along with it. */
    public Outbox.Outgoing told(Handle tx, Build build, @Nullable About about, String event, String text, Instant at) {
        note(tx, build.id(), event, text, at);
        tx.afterCommit(bell::ring);
        return new Outbox.Outgoing(subject(event, build), changed(build, about, text, at));
    }

    /** Says the same of many builds. */
    void sayAll(Handle tx, List<Build> builds, String event, String text, Instant at) {
        tx.createUpdate("""
                        insert into build_event (build, at, type, text)
                        select build, :at, :type, :text from unnest(:builds) as b (build)""")
                .bind("builds", ArrayOf.bigints(Build.numbers(builds)))
                .bind("at", at)
                .bind("type", event)
                .bind("text", shortened(text))
                .execute();
        outbox.add(
                tx,
                builds.stream()
                        .map(each -> new Outbox.Outgoing(subject(event, each), changed(each, null, text, at)))
                        .toList());
        tx.afterCommit(bell::ring);
    }

    private static Subject subject(String event, Build build) {
        return new Subject.OfBuild(event, build.id().toString());
    }

    private static BuildChanged changed(Build build, @Nullable About about, String text, Instant at) {
        return new BuildChanged(
                build.id().toString(),
                build.version(),
                build.state(),
                build.title(),
                build.priority(),
                build.category(),
                build.kind(),
                build.tags(),
                about == null ? build.agent() : about.agent(),
                about == null ? build.model() : about.model(),
                about == null ? null : about.session(),
                about == null ? build.attempts() : about.number(),
                about == null ? null : about.runner(),
                null,
                build.createdAt(),
                build.startedAt(),
                build.endedAt(),
                build.remaining(at, null).map(left -> at.plus(left.p50())).orElse(null),
                build.deadline(),
                shortened(text),
                at,
                about == null ? null : about.failure());
    }

    /** Writes a line into the history alone, for what changes nothing. */
    public void note(Handle tx, BuildId build, String type, String text, Instant at) {
        tx.createUpdate("insert into build_event (build, at, type, text) values (:build, :at, :type, :text)")
                .bind("build", build.number())
                .bind("at", at)
                .bind("type", type)
                .bind("text", shortened(text))
                .execute();
    }

    List<Entry> of(Handle tx, BuildId build) {
        return tx.createQuery("select at, type, text from build_event where build = :build order by id desc limit 500")
                .bind("build", build.number())
                .map((rows, context) ->
                        new Entry(Instants.of(rows, "at"), rows.getString("type"), rows.getString("text")))
                .list();
    }

    private static String shortened(String text) {
        return Excerpt.marked(text, 2_000);
    }
}
