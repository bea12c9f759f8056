package io.afterhours.scheduler.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be simulated: the body of {@code POST /api/simulations}.
 *
 * @param days 1 to 366; 30 where it is missing
 * @param policies names of policies, or policies in full; the one in force where there are none
 * @param markdown a queue as a Markdown file; the queue as it stands where it is missing
 * @param builds takes the queue over and over until there are so many, 1 to 20,000
 * @param arrivals builds come one after another, so many a day on the average; all are there at the start where it is missing
 * @param seed of all that is drawn; 1 where it is missing
 * @param from when it begins, from 1970 to 9998; the next midnight of the person's zone where it is missing
 * @param slots how many attempts the runners can take in all; as many as those that are there where it is missing
 * @param budgets dollars by {@code day}, {@code week} and {@code month}, each hard; those in force where it is missing
 * @param retries whether failures climb the retry ladder; yes where it is missing, else each failure goes to the person
 */
public record SimulationRequest(
        @Nullable Integer days,
        @Nullable List<JsonNode> policies,
        @Nullable String markdown,
        @Nullable Integer builds,
        @Nullable Double arrivals,
        @Nullable Long seed,
        @Nullable Instant from,
        @Nullable Integer slots,
        @Nullable Map<String, BigDecimal> budgets,
        @Nullable Boolean retries) {
    static final int MOST_DAYS = 366;
    static final int MOST_BUILDS = 20_000;
    static final int MOST_POLICIES = 8;

    public SimulationRequest {
        days = Check.within("days", days == null ? 30 : days, 1, MOST_DAYS);
        policies = policies == null ? List.of() : List.copyOf(policies);
        if (policies.size() > MOST_POLICIES) {
            throw new InvalidEvent("policies", "at most " + MOST_POLICIES, policies.size());
        }
        if (builds != null) {
            Check.within("builds", builds, 1, MOST_BUILDS);
        }
        if (arrivals != null && !(arrivals > 0 && arrivals <= MOST_BUILDS)) {
            throw new InvalidEvent("arrivals", "more than 0 and at most 20000 builds a day", arrivals);
        }
        seed = seed == null ? 1 : seed;
        from = Check.time("from", from);
        if (slots != null) {
            Check.within("slots", slots, 1, 1000);
        }
        if (budgets != null) {
            budgets = Map.copyOf(budgets);
            for (var each : budgets.values()) {
                Check.money("budgets", each);
            }
        }
        retries = retries == null || retries;
    }
}
