package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Budget;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Budgets over virtual time: what was spent in the period that is open, and how each that is over ended. */
final class Purse {
    private final ZoneId zone;
    private final List<Open> open = new ArrayList<>();
    private final List<Period> over = new ArrayList<>();
    private long reserved;

    /** A period of a limit and what was spent in it. */
    record Period(Limit limit, long spent) {
        boolean held() {
            return spent <= limit.nanos();
        }
    }

    private static final class Open {
        private final Limit limit;
        private Instant ends;
        private long spent;

        private Open(Limit limit, Instant ends) {
            this.limit = limit;
            this.ends = ends;
        }
    }

    Purse(List<Limit> limits, Instant from, ZoneId zone) {
        this.zone = zone;
        limits.forEach(each -> open.add(new Open(each, each.period().ends(from, zone))));
    }

    /** Sets aside what an attempt may cost (p90). */
    void reserve(Estimate estimate) {
        reserved += estimate.costP90();
    }

    /** Gives back what was set aside, and takes what the attempt did cost. */
    void pay(Estimate estimate, long nanos, Instant now) {
        turn(now);
        reserved -= estimate.costP90();
        open.forEach(each -> each.spent += nanos);
    }

    /** The budgets as the planner knows them. */
    List<Budget> at(Instant now) {
        turn(now);
        return open.stream()
                .map(each -> new Budget(
                        each.limit.period().word(),
                        each.spent,
                        reserved,
                        each.limit.nanos(),
                        each.limit.hard(),
                        each.ends))
                .toList();
    }

    /** All periods, those that are open too. */
    List<Period> periods() {
        var all = new ArrayList<>(over);
        open.forEach(each -> all.add(new Period(each.limit, each.spent)));
        return all;
    }

    private void turn(Instant now) {
        for (var each : open) {
            while (!each.ends.isAfter(now)) {
                over.add(new Period(each.limit, each.spent));
                each.spent = 0;
                each.ends = each.limit.period().ends(each.ends, zone);
            }
        }
    }
}
