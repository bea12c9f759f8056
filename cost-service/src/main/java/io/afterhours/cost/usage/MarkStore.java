package io.afterhours.cost.usage;

import io.afterhours.cost.price.TokenColumns;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code usage_mark}: how much of sessions' growing sums was booked. */
@ApplicationScoped
public class MarkStore {
    /** Whose sum it is. */
    record Key(String agent, String session, String model) {}

    /** The marks of these sums, made where there are none, and locked until the transaction ends. */
    Map<Key, Mark> lock(Handle tx, Collection<Key> keys, Instant now) {
        bind(tx.createUpdate("""
                        insert into usage_mark (agent, session, model, used_at)
                        select agent, session, model, :now from unnest(:agent, :session, :model) as key (agent, session, model)
                        order by 1, 2, 3 on conflict do nothing"""), keys).bind("now", now).execute();
        var marks = new HashMap<Key, Mark>();
        bind(tx.createQuery("""
                        select usage_mark.* from usage_mark
                        join unnest(:agent, :session, :model) as key (agent, session, model) using (agent, session, model)
                        order by agent, session, model for update of usage_mark"""), keys)
                .map((rows, context) -> Map.entry(
                        new Key(rows.getString("agent"), rows.getString("session"), rows.getString("model")),
                        mark(rows)))
                .forEach(each -> marks.put(each.getKey(), each.getValue()));
        return marks;
    }

    void save(Handle tx, Map<Key, Mark> marks, Instant now) {
        var entries = List.copyOf(marks.entrySet());
        var statement = bind(
                tx.createUpdate("""
                        update usage_mark set input_tokens = said.input, output_tokens = said.output,
                            cache_read_tokens = said.cache_read, cache_write_tokens = said.cache_write,
                            cache_write_1h_tokens = said.cache_write_1h, cost_usd = said.cost::numeric,
                            used_at = :now
                        from unnest(:agent, :session, :model, :input, :output, :cacheRead, :cacheWrite, :cacheWrite1h, :cost)
                            as said (agent, session, model, input, output, cache_read, cache_write, cache_write_1h, cost)
                        where (usage_mark.agent, usage_mark.session, usage_mark.model)
                            = (said.agent, said.session, said.model)"""), entries.stream().map(Map.Entry::getKey).toList());
        statement.bind("now", now);
        TokenColumns.bind(
                        statement,
                        entries.stream().map(each -> each.getValue().tokens()).toList())
                .bind("cost", ArrayOf.texts(entries, each -> written(each.getValue())))
                .execute();
    }

    /** Forgets sums that were reported last before; how many that were. */
    int forget(Handle tx, Instant before) {
        return tx.createUpdate("delete from usage_mark where used_at < :before")
                .bind("before", before)
                .execute();
    }

    private static @Nullable String written(Mark mark) {
        var cost = mark.cost();
        return cost == null ? null : cost.toPlainString();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Collection<Key> keys) {
        return statement
                .bind("agent", ArrayOf.texts(keys, Key::agent))
                .bind("session", ArrayOf.texts(keys, Key::session))
                .bind("model", ArrayOf.texts(keys, Key::model));
    }

    private static Mark mark(ResultSet rows) throws SQLException {
        return new Mark(TokenColumns.of(rows), rows.getBigDecimal("cost_usd"));
    }
}
