package io.afterhours.cli.money;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which costs are asked for.
 *
 * @param period {@code today}, {@code week} or {@code month}; absent where days are asked for
 * @param from the first day; absent where a period is asked for
 * @param to the last day; absent: until today
 */
record CostQuestion(
        @Nullable String period,
        @Nullable String from,
        @Nullable String to,
        String by) {
    /** A day is today, as the HTTP interface has it. */
    private static final List<String> PERIODS = List.of("today", "day", "week", "month");

    CostQuestion {
        if (period != null && !PERIODS.contains(period)) {
            throw Refused.wrongUsage(
                    "PERIOD: expected one of today, week and month, was \"" + period + "\".",
                    "For other days: afterhours cost --from 2026-11-01 --to 2026-11-07");
        }
        if (period != null && (from != null || to != null)) {
            throw Refused.wrongUsage(
                    "A period and days cannot both be asked for.", "Try: afterhours cost --from 2026-11-01 --by " + by);
        }
        if (from == null && to != null) {
            throw Refused.wrongUsage("--to needs the first day.", "Try: afterhours cost --from 2026-11-01 --to " + to);
        }
    }

    Query table() {
        return query(Server.path("api", "costs", range()));
    }

    Query csv() {
        return query(Server.path("api", "costs", range(), "csv"));
    }

    private Query query(String path) {
        return new Query(path).with("by", by).with("from", from).with("to", to);
    }

    private String range() {
        return from != null ? "range" : period == null ? "today" : period;
    }
}
