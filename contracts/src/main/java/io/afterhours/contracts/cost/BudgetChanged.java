package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it stands; on {@code cost.budget} whenever spending or the limit moved, and on {@code cost.crossed} when the
 * state got worse.
 *
 * @param name {@code day}, {@code week} or {@code month} for all that is spent, else as the person named it
 * @param hard whether nothing new starts once it is spent
 * @param state {@code ok}, {@code warn} (80 %), {@code critical} (100 %), or {@code removed}, after which nothing holds it
 * @param periodEnd when it is empty again, exclusive; the end of the year 9999 where it is for good
 * @param period {@code day}, {@code week}, {@code month} or {@code always}; absent: as its name says
 * @param scope whose cost it limits: {@code agent}, {@code tag}, {@code model} or {@code build}; absent: everybody's
 * @param key which agent, tag, model or build that is
 * @param exempt what starts all the same once it is spent; its cost counts like any other
 * @param names of a model: every name that means it, in small letters and without what tools put around it
 */
public record BudgetChanged(
        String name,
        long version,
        long limitNanos,
        long spentNanos,
        boolean hard,
        String state,
        Instant periodStart,
        Instant periodEnd,
        Instant at,
        @Nullable String period,
        @Nullable String scope,
        @Nullable String key,
        List<Exemption> exempt,
        List<String> names) {
    /** The end of a period that does not turn. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** More exemptions than this no budget has. */
    public static final int MOST_EXEMPT = 50;

    private static final int MOST_NAMES = 100;

    public BudgetChanged {
        name = Check.id("name", name);
        state = Check.required("state", state, 20);
        periodStart = Check.present("periodStart", "a time", periodStart);
        periodEnd = Check.present("periodEnd", "a time", periodEnd);
        at = Check.present("at", "a time", at);
        period = Check.optional("period", period, 20);
        scope = Check.optional("scope", scope, 20);
        key = Check.optional("key", key, Check.SHORT);
        exempt = Check.list("exempt", exempt, MOST_EXEMPT);
        names = Check.list("names", names, MOST_NAMES);
    }
}
