package io.afterhours.cost.budget;

import io.afterhours.cost.period.Span;
import io.afterhours.cost.price.Money;
import io.afterhours.foundation.sql.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
            select name, cost_nanos from wanted join unnest(:of, :spelling) as spelled (name, model) using (name)
            join cost_by_model using (model) where day >= first and day < last
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

    /** A budget for a model, and a name under which that model's usage was reported. */
    private record Spelling(String budget, String model) {}

    /**
     * What each has spent in its period, by name.
     *
     * @param canonical the one name of a model for whatever spelling of it
     */
    Map<String, Money> spent(Handle tx, List<Now> budgets, UnaryOperator<String> canonical) {
        var some = budgets.stream().anyMatch(each -> each.budget().scope() != null);
        var query = tx.createQuery(WANTED.replace("<sums>", some ? OF_ALL + OF_SOME : OF_ALL));
        bind(query, "name", budgets, each -> each.budget().name());
        bind(query, "scope", budgets, each -> of(each, scope -> scope.kind().word()));
        bind(query, "key", budgets, each -> of(each, Scope::key));
        bind(query, "first", budgets, each -> each.span().from().toString());
        bind(query, "last", budgets, each -> each.span().to().toString());
        if (some) {
            var spellings = spellings(tx, budgets, canonical);
            query.bind("of", ArrayOf.texts(spellings, Spelling::budget))
                    .bind("spelling", ArrayOf.texts(spellings, Spelling::model));
        }
        return query.reduceRows(new HashMap<>(), (found, row) -> {
            found.put(row.getColumn("name", String.class), new Money(row.getColumn("nanos", Long.class)));
            return found;
        });
    }

    private static List<Spelling> spellings(Handle tx, List<Now> budgets, UnaryOperator<String> canonical) {
        var byModel = new HashMap<String, List<String>>();
        LocalDate first = null;
        for (var each : budgets) {
            var scope = each.budget().scope();
            if (scope != null && scope.kind() == Scope.Kind.MODEL) {
                var from = each.span().from();
                first = first == null || from.isBefore(first) ? from : first;
                byModel.computeIfAbsent(canonical.apply(scope.key()), model -> new ArrayList<>())
                        .add(each.budget().name());
            }
        }
        return first == null
                ? List.of()
                : tx
                        .createQuery("select distinct model from cost_by_model where day >= :first::date")
                        .bind("first", first.toString())
                        .mapTo(String.class)
                        .stream()
                        .flatMap(model -> byModel.getOrDefault(canonical.apply(model), List.of()).stream()
                                .map(budget -> new Spelling(budget, model)))
                        .toList();
    }

    private static @Nullable String of(Now each, Function<Scope, String> field) {
        var scope = each.budget().scope();
        return scope == null ? null : field.apply(scope);
    }

    private static void bind(Query query, String name, List<Now> budgets, Function<Now, @Nullable String> field) {
        query.bind(name, ArrayOf.texts(budgets, field));
    }
}
