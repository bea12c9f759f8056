package io.afterhours.cost.budget;

import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads from the sums what budgets have spent: all of them in one statement, however many there are. */
@ApplicationScoped
public class SpendingStore {
    private static final String WANTED = """
            with wanted as (
                select * from unnest(:name, :scope, :key, :first::date[], :last::date[])
                    as each (name, scope, key, first, last)
            ), spent as (
            <sums>
            )
            select name, coalesce(sum(cost_nanos), 0)::int8 as nanos from wanted left join spent using (name) group by name
            """;

    private static final String OF_ALL = """
            select name, cost_nanos from wanted join cost_by_day on day >= first and day < last and scope is null
            """;

    /** An agent is the one that the scheduler gave the session to, else the one that reported it, as in the totals by agent. */
    private static final String OF_SOME = """
            union all
            select name, cost_nanos from wanted join cost_by_model on scope = 'model' and model = key and day >= first and day < last
            union all
            select wanted.name, cost.cost_nanos from cost_by_session cost left join session using (session)
            join wanted on scope = 'agent' and coalesce(session.agent, cost.agent) = key and day >= first and day < last
            where cost.day >= (select min(first) from wanted where scope = 'agent')
            union all
            select wanted.name, cost.cost_nanos from wanted join session on scope = 'build' and session.build = key
            join cost_by_session cost on cost.session = session.session and day >= first and day < last
            union all
            select wanted.name, cost.cost_nanos from wanted join build on scope = 'tag' and build.tags @> array[key]
            join session on session.build = build.id
            join cost_by_session cost on cost.session = session.session and day >= first and day < last
            """;

    /** A budget and the period of it that counts. */
    record Now(Budget budget, Span span) {}

    /** What each has spent in its period, by name. */
    Map<String, Money> spent(Handle tx, List<Now> budgets) {
        var some = budgets.stream().anyMatch(each -> each.budget().scope() != null);
        var query = tx.createQuery(WANTED.replace("<sums>", some ? OF_ALL + OF_SOME : OF_ALL));
        bind(query, "name", budgets, each -> each.budget().name());
        bind(query, "scope", budgets, each -> of(each, scope -> scope.kind().word()));
        bind(query, "key", budgets, each -> of(each, Scope::key));
        bind(query, "first", budgets, each -> each.span().from().toString());
        bind(query, "last", budgets, each -> each.span().to().toString());
        return query.reduceRows(new HashMap<>(), (found, row) -> {
            found.put(row.getColumn("name", String.class), new Money(row.getColumn("nanos", Long.class)));
            return found;
        });
    }

    private static @Nullable String of(Now each, Function<Scope, String> field) {
        var scope = each.budget().scope();
        return scope == null ? null : field.apply(scope);
    }

    private static void bind(Query query, String name, List<Now> budgets, Function<Now, @Nullable String> field) {
        query.bindArray(name, String.class, budgets.stream().map(field).toArray());
    }
}
