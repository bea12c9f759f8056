package io.afterhours.scheduler.queue;

import io.afterhours.contracts.agent.Dependency;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Adds builds to the tables {@code build} and {@code dependency}, and finds those that are there already. */
@ApplicationScoped
class IntakeStore {
    /**
     * Adds a build.
     *
     * @return nothing where a build with the same key, or a queued one with the same kind and title, is there already
     */
    Optional<Build> insert(Handle tx, NewBuild made) {
        var request = made.request();
        return tx.createQuery("""
                        insert into build (key, title, prompt, priority, category, kind, impact, effort, tags, blockers, agent,
                          model, workspace, accept, cap, deadline, earliest_start, approval, score, created_at, created_by,
                          minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                        values (:key, :title, :prompt, :priority, :category, :kind, :impact, make_interval(secs => :effort),
                          :tags, :blockers, :agent, :model, :workspace, :accept, :cap, :deadline, :earliestStart, :approval,
                          :score, :createdAt, :createdBy, :minutesP50, :minutesP90, :costP50, :costP90, :source)
                        on conflict do nothing
                        returning\s""" + BuildRow.COLUMNS)
                .bind("key", request.key())
                .bind("title", request.title())
                .bind("prompt", request.prompt())
                .bind("priority", request.priority().word())
                .bind("category", request.category().word())
                .bind("kind", request.kind())
                .bind("impact", request.impact())
                .bind("effort", request.effort().toSeconds())
                .bindArray("tags", String.class, request.tags())
                .bindArray("blockers", String.class, request.blockers())
                .bind("agent", request.agent())
                .bind("model", request.model())
                .bind("workspace", request.workspace())
                .bind("accept", request.accept())
                .bind("cap", request.cap())
                .bind("deadline", request.deadline())
                .bind("earliestStart", request.earliestStart())
                .bind("approval", made.approval().word())
                .bind("score", made.score())
                .bind("createdAt", made.createdAt())
                .bind("createdBy", made.createdBy())
                .bind("minutesP50", made.estimate().minutesP50())
                .bind("minutesP90", made.estimate().minutesP90())
                .bind("costP50", made.estimate().costP50())
                .bind("costP90", made.estimate().costP90())
                .bind("source", made.estimate().source())
                .map(new BuildRow())
                .findOne();
    }

    /** The build that is the same work: by key, or by kind and title among the queued. */
    Optional<Build> same(Handle tx, @Nullable String key, String kind, String title) {
        return tx.createQuery("select " + BuildRow.COLUMNS + """
                         from build where key = :key or (kind = :kind and title = :title and state = 'queued')
                        order by key = :key desc nulls last limit 1""")
                .bind("key", key)
                .bind("kind", kind)
                .bind("title", title)
                .map(new BuildRow())
                .findOne();
    }

    void addDependencies(Handle tx, BuildId build, List<Dependency> dependencies) {
        var batch = tx.prepareBatch("""
                insert into dependency (build, depends_on, on_failure) values (:build, :on, :onFailure)""");
        for (var dependency : dependencies) {
            batch.bind("build", build.number())
                    .bind("on", BuildId.parse("dependsOn.id", dependency.id()).number())
                    .bind("onFailure", dependency.onFailure().word())
                    .add();
        }
        if (!dependencies.isEmpty()) {
            batch.execute();
        }
    }

    /** Which of the numbers are those of builds. */
    Set<Long> existing(Handle tx, List<Long> numbers) {
        return tx.createQuery("select number from build where number = any(:numbers)")
                .bindArray("numbers", Long.class, numbers)
                .mapTo(Long.class)
                .set();
    }
}
