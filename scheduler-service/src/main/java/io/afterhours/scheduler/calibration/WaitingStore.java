package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.queue.BuildRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The estimates of the builds that wait. */
@ApplicationScoped
public class WaitingStore {
    /** A build that waits, as far as its estimate goes. */
    record Waiting(
            long build,
            Duration effort,
            @Nullable String agent,
            @Nullable String model,
            Estimate estimate) {}

    /** The head of the queue of a kind, without those that wait in a batch, held; builds that somebody else holds just now are left out. */
    List<Waiting> head(Handle tx, String kind, int limit) {
        return tx.createQuery("""
                        select number, extract(epoch from effort)::bigint as effort_s, agent, model, minutes_p50, minutes_p90,
                          cost_p50, cost_p90, estimate_source from build
                        where kind = :kind and state in ('queued', 'retrying') and not exists (
                          select 1 from batch_member m join batch on batch.number = m.batch
                          where m.build = build.number and batch.state = 'accepted')
                        order by score desc limit :limit for no key update skip locked""")
                .bind("kind", kind)
                .bind("limit", limit)
                .map((rows, context) -> new Waiting(
                        rows.getLong("number"),
                        Duration.ofSeconds(rows.getLong("effort_s")),
                        rows.getString("agent"),
                        rows.getString("model"),
                        BuildRow.estimate(rows)))
                .list();
    }

    /** Gives builds that are held other estimates; to whoever reads them they are still the same version. */
    void correct(Handle tx, Map<Waiting, Estimate> corrections) {
        var batch = tx.prepareBatch("""
                update build set minutes_p50 = :minutesP50, minutes_p90 = :minutesP90, cost_p50 = :costP50,
                  cost_p90 = :costP90, estimate_source = :source where number = :number""");
        corrections.forEach((waiting, estimate) -> batch.bind("number", waiting.build())
                .bind("minutesP50", estimate.minutesP50())
                .bind("minutesP90", estimate.minutesP90())
                .bind("costP50", estimate.costP50())
                .bind("costP90", estimate.costP90())
                .bind("source", estimate.source())
                .add());
        if (!corrections.isEmpty()) {
            batch.execute();
        }
    }
}
