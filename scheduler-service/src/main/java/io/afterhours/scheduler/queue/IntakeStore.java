package io.afterhours.scheduler.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Adds builds to the tables {@code build} and {@code dependency}, and finds those that are there already. */
@ApplicationScoped
class IntakeStore {
    private static final String INSERT = """
            insert into build (key, title, prompt, priority, category, kind, impact, effort, tags, blockers, agent, model,
              workspace, accept, cap, deadline, earliest_start, approval, score, created_at, created_by, minutes_p50,
              minutes_p90, cost_p50, cost_p90, estimate_source)
            select key, title, prompt, priority, category, kind, impact, make_interval(secs => effort), tags, blockers, agent,
              model, workspace, accept, cap, deadline, earliest_start, approval, score, created_at, created_by, minutes_p50,
              minutes_p90, cost_p50, cost_p90, estimate_source
            from json_to_recordset(cast(:rows as json)) as asked (place int, key text, title text, prompt text, priority text,
              category text, kind text, impact int, effort float8, tags text[], blockers text[], agent text, model text,
              workspace text, accept text, cap numeric, deadline timestamptz, earliest_start timestamptz, approval text,
              score bigint, created_at timestamptz, created_by text, minutes_p50 int, minutes_p90 int, cost_p50 bigint,
              cost_p90 bigint, estimate_source text)
            order by place
            on conflict do nothing
            returning\s""" + BuildRow.COLUMNS;

    /**
     * Adds builds, in their order; leaves out those whose key, or whose kind and title among the queued, is there already,
     * be it by one before it in the list.
     */
    List<Build> insert(Handle tx, List<NewBuild> made) {
        var rows = Json.mapper().createArrayNode();
        made.forEach(each -> fill(rows.addObject().put("place", rows.size()), each));
        return tx.createQuery(INSERT)
                .bind("rows", rows.toString())
                .map(new BuildRow())
                .list();
    }

    private static void fill(ObjectNode row, NewBuild made) {
        var request = made.request();
        row.put("key", request.key())
                .put("title", request.title())
                .put("prompt", request.prompt())
                .put("priority", request.priority().word())
                .put("category", request.category().word())
                .put("kind", request.kind())
                .put("impact", request.impact())
                .put("effort", request.effort().toSeconds())
                .put("agent", request.agent())
                .put("model", request.model())
                .put("workspace", request.workspace())
                .put("accept", request.accept())
                .put("cap", request.cap())
                .put("deadline", text(request.deadline()))
                .put("earliest_start", text(request.earliestStart()))
                .put("approval", made.approval().word())
                .put("score", made.score())
                .put("created_at", made.createdAt().toString())
                .put("created_by", made.createdBy())
                .put("minutes_p50", made.estimate().minutesP50())
                .put("minutes_p90", made.estimate().minutesP90())
                .put("cost_p50", made.estimate().costP50())
                .put("cost_p90", made.estimate().costP90())
                .put("estimate_source", made.estimate().source());
        request.tags().forEach(row.putArray("tags")::add);
        request.blockers().forEach(row.putArray("blockers")::add);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
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
        if (numbers.isEmpty()) {
            return Set.of();
        }
        return tx.createQuery("select number from build where number = any(:numbers)")
                .bind("numbers", ArrayOf.bigints(numbers))
                .mapTo(Long.class)
                .set();
    }
}
