package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.foundation.outbox.Outbox;
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

    /** The attempt that an event is about. */
    public record About(
            String session,
            int number,
            String agent,
            @Nullable String model,
            @Nullable String runner) {}

    /** One line of a build's history. */
    public record Entry(Instant at, String type, String text) {}

    public void say(Handle tx, Build build, String event, String text, Instant at) {
        say(tx, build, null, event, text, at);
    }

    public void say(Handle tx, Build build, @Nullable About about, String event, String text, Instant at) {
        note(tx, build.id(), event, text, at);
        outbox.add(
                tx,
                new Subject.OfBuild(event, build.id().toString()),
                new BuildChanged(
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
                        build.remaining(at, null)
                                .map(left -> at.plus(left.p50()))
                                .orElse(null),
                        shortened(text),
                        at));
        tx.afterCommit(bell::ring);
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
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "…";
    }
}
