package io.afterhours.scheduler.estimate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates: from the table by kind, corrected by what the first builds of the kind took; from ten finished ones on, from what
 * happened.
 */
public final class EstimateRules {
    private EstimateRules() {}

    /** The kinds that the table has a line for. */
    public static Set<String> tabled() {
        return Table.kinds();
    }

    /** What to expect of a build of a kind of which nothing is known but the table. */
    public static Estimate estimate(String kind, Duration effort) {
        return estimate(effort, null, null, Experience.none(kind));
    }

    /**
     * What to expect of an attempt.
     *
     * @param effort how long a person would take
     * @param agent absent where it is not known who will do it
     * @param known what is known of its kind
     */
    public static Estimate estimate(Duration effort, @Nullable String agent, @Nullable String model, Experience known) {
        var timed = known.closest(agent, model, each -> each.seconds().cases() >= Experience.ENOUGH);
        var minutes = timed.map(each -> minutes(each.seconds().of(effort)))
                .orElseGet(() -> corrected(known.kind(), known.minutes()));
        var priced = known.closest(agent, model, each -> each.nanos().cases() >= Experience.ENOUGH);
        var nanos = priced.map(each -> each.nanos().of(effort)).orElseGet(() -> price(minutes, effort, known.price()));
        var source = timed.map(each -> history(known.kind(), each)).orElseGet(() -> table(known, effort))
                + (timed.isPresent() && priced.isEmpty() ? "; cost from the table" : "");
        return new Estimate(
                (int) minutes.p50(),
                (int) minutes.p90(),
                known.builds() == 0 ? Math.round(nanos.p50()) : twoDigits(nanos.p50()),
                known.builds() == 0 ? Math.round(nanos.p90()) : twoDigits(nanos.p90()),
                source);
    }

    /** Whole minutes, at least one: nobody plans in seconds. */
    private static Spread minutes(Spread seconds) {
        return whole(seconds.cases(), seconds.p50() / 60, seconds.p90() / 60);
    }

    /** Learned money has two digits, rounded up: more would say more than is known, and make every build a sort of its own. */
    private static long twoDigits(double nanos) {
        return nanos < 1
                ? 0
                : new BigDecimal(nanos)
                        .round(new MathContext(7, RoundingMode.HALF_UP))
                        .round(new MathContext(2, RoundingMode.UP))
                        .longValue();
    }

    private static Spread corrected(String kind, Factor factor) {
        return whole(factor.cases(), Table.likely(kind) * factor.value(), Table.atMost(kind) * factor.value());
    }

    private static Spread whole(int cases, double p50, double p90) {
        return new Spread(cases, false, Math.max(1, Math.ceil(p50)), Math.max(1, Math.ceil(p90)));
    }

    private static Spread price(Spread minutes, Duration effort, Factor factor) {
        return new Spread(
                factor.cases(),
                false,
                Table.price(minutes.p50(), effort) * factor.value(),
                Table.price(minutes.p90(), effort) * factor.value());
    }

    private static String table(Experience known, Duration effort) {
        var line = "table: " + (Table.knows(known.kind()) ? known.kind() : "other") + ", "
                + Complexity.of(effort).word();
        var cases = known.minutes().cases();
        return cases == 0
                ? line
                : line
                        + String.format(
                                Locale.ROOT,
                                ", × %.2f after %s",
                                known.minutes().value(),
                                builds(cases));
    }

    private static String history(String kind, Learned learned) {
        return "history: " + builds(learned.seconds().cases()) + " of " + kind
                + (learned.agent() == null ? "" : " by " + learned.agent())
                + (learned.model() == null ? "" : " with " + learned.model())
                + (learned.seconds().byEffort() ? ", scaled by effort" : "");
    }

    private static String builds(int count) {
        return count == 1 ? "1 build" : count + " builds";
    }
}
