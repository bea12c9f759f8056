package io.afterhours.scheduler.batching;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.scheduler.batch.Single;
import io.afterhours.scheduler.batch.Single.Similarity;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The builds that are or could be members of batches. */
@ApplicationScoped
public class MemberStore {
    /**
     * Builds that are ready to start by themselves, were not tried yet, and are in no batch that somebody decided on; the best
     * score first.
     *
     * @param defaultAgent who does those that name no agent
     */
    List<Single> ready(Handle tx, Set<String> kinds, String defaultAgent, int limit) {
        return tx.createQuery("""
                        select number, title, kind, coalesce(agent, :agent) as agent, model, workspace, pool, length(prompt) as length,
                          cap is not null as capped, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source
                        from build b
                        where lane is not null and state in ('queued', 'retrying') and attempts = 0 and kind = any(:kinds)
                          and not exists (
                            select 1 from batch_member m join batch on batch.number = m.batch
                            where m.build = b.number and batch.state <> 'proposed')
                        order by score desc, created_at, number limit :limit""")
                .bind("agent", defaultAgent)
                .bind("kinds", ArrayOf.texts(kinds))
                .bind("limit", limit)
                .map((rows, context) -> new Single(
                        new BuildId(rows.getLong("number")).toString(),
                        rows.getString("title"),
                        new Similarity(
                                rows.getString("kind"),
                                rows.getString("agent"),
                                rows.getString("model"),
                                rows.getString("workspace"),
                                rows.getString("pool")),
                        rows.getInt("length"),
                        rows.getBoolean("capped"),
                        BuildRow.estimate(rows)))
                .list();
    }

    /** Which of these builds are ready, and in which lane each lies. */
    public Map<Long, Long> lanes(Handle tx, Collection<Long> builds) {
        var lanes = new HashMap<Long, Long>();
        tx.createQuery("select number, lane from build where number = any(:builds) and lane is not null")
                .bind("builds", ArrayOf.bigints(builds))
                .map((rows, context) -> Map.entry(rows.getLong("number"), rows.getLong("lane")))
                .forEach(each -> lanes.put(each.getKey(), each.getValue()));
        return lanes;
    }

    /** Gives a build another estimate; to whoever reads it, it is still the same version. */
    void estimate(Handle tx, BuildId build, Estimate estimate) {
        tx.createUpdate("""
                        update build set minutes_p50 = :minutesP50, minutes_p90 = :minutesP90, cost_p50 = :costP50,
                          cost_p90 = :costP90, estimate_source = :source where number = :number""")
                .bind("number", build.number())
                .bind("minutesP50", estimate.minutesP50())
                .bind("minutesP90", estimate.minutesP90())
                .bind("costP50", estimate.costP50())
                .bind("costP90", estimate.costP90())
                .bind("source", estimate.source())
                .execute();
    }

    /**
     * How a member's attempt went.
     *
     * @param state the attempt's; absent before it was made
     */
    record Went(
            @Nullable String state,
            @Nullable Duration took,
            @Nullable String failure) {}

    /** How the attempts of a batch went, by build. */
    Map<Long, Went> went(Handle tx, BatchId batch) {
        var found = new HashMap<Long, Went>();
        tx.createQuery("""
                        select build, state, failure_text,
                          extract(epoch from ended_at - coalesce(started_at, dispatched_at)) * 1000 as took_ms
                        from attempt where batch = :batch""")
                .bind("batch", batch.number())
                .map((rows, context) -> {
                    var millis = rows.getLong("took_ms");
                    return Map.entry(
                            rows.getLong("build"),
                            new Went(
                                    rows.getString("state"),
                                    rows.wasNull() ? null : Duration.ofMillis(millis),
                                    rows.getString("failure_text")));
                })
                .forEach(each -> found.put(each.getKey(), each.getValue()));
        return found;
    }

    /** What a session cost; negative where that is not known. */
    long cost(Handle tx, @Nullable String session) {
        return session == null
                ? -1
                : tx.createQuery("select nanos from attempt_cost where session = :session and unknown_calls = 0")
                        .bind("session", session)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(-1L);
    }
}
