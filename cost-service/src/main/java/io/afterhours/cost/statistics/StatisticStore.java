package io.afterhours.cost.statistics;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.cost.ModelMeasured;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Sums attempts and what their sessions cost, and the table {@code model_told}. */
@ApplicationScoped
public class StatisticStore {
    /** Of all attempts that ended since an instant, by model and kind: those tried most first. */
    List<Statistic> since(Handle tx, Instant since) {
        return tx.createQuery("""
                        select coalesce(used_model, model) as model, kind,
                            count(distinct build) filter (where outcome <> 'interrupted') as builds,
                            count(*) filter (where outcome = 'succeeded') as succeeded,
                            count(*) filter (where outcome = 'failed') as failed,
                            count(*) filter (where outcome = 'interrupted') as interrupted,
                            coalesce(sum(cost_nanos), 0)::int8 as cost_nanos, coalesce(sum(unknown_calls), 0)::int8 as unknown_calls,
                            percentile_disc(0.5) within group (order by millis) filter (where outcome = 'succeeded') as p50,
                            percentile_disc(0.9) within group (order by millis) filter (where outcome = 'succeeded') as p90
                        from (
                            select *, (extract(epoch from ended_at - started_at) * 1000)::int8 as millis from attempt where ended_at >= :since
                        ) as ended
                        left join lateral (
                            select sum(cost_nanos) as cost_nanos, sum(unknown_calls) as unknown_calls
                            from cost_by_session where cost_by_session.session = ended.session
                        ) as spent on true
                        group by 1, 2 order by count(*) desc, kind, 1""")
                .bind("since", since)
                .map((rows, context) -> statistic(rows))
                .list();
    }

    private static Statistic statistic(ResultSet rows) throws SQLException {
        return new Statistic(
                rows.getString("model"),
                rows.getString("kind"),
                rows.getLong("builds"),
                rows.getLong("succeeded"),
                rows.getLong("failed"),
                rows.getLong("interrupted"),
                new Money(rows.getLong("cost_nanos")),
                rows.getLong("unknown_calls"),
                duration(rows, "p50"),
                duration(rows, "p90"));
    }

    private static @Nullable Duration duration(ResultSet rows, String column) throws SQLException {
        var millis = (Long) rows.getObject(column);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    /** What was published last, held until the transaction ends, so that two instances do not both say what moved. */
    List<ModelMeasured> told(Handle tx) {
        tx.execute("lock table model_told in share row exclusive mode");
        return tx.createQuery("select event::text from model_told")
                .mapTo(String.class)
                .map(event -> Json.read(event.getBytes(StandardCharsets.UTF_8), ModelMeasured.class))
                .list();
    }

    /** Keeps what is published, and drops what there is nothing more to say of. */
    void tell(Handle tx, Collection<ModelMeasured> told, Collection<ModelMeasured> gone) {
        tx.createUpdate("""
                        insert into model_told (model, kind, event)
                        select model, kind, event::jsonb from unnest(:model, :kind, :event) as said (model, kind, event)
                        on conflict (model, kind) do update set event = excluded.event""")
                .bind("model", ArrayOf.texts(told, ModelMeasured::model))
                .bind("kind", ArrayOf.texts(told, ModelMeasured::kind))
                .bind("event", ArrayOf.texts(told, each -> new String(Json.write(each), StandardCharsets.UTF_8)))
                .execute();
        tx.createUpdate("""
                        delete from model_told using unnest(:model, :kind) as gone (model, kind)
                        where (model_told.model, model_told.kind) = (gone.model, gone.kind)""")
                .bind("model", ArrayOf.texts(gone, ModelMeasured::model))
                .bind("kind", ArrayOf.texts(gone, ModelMeasured::kind))
                .execute();
    }
}
