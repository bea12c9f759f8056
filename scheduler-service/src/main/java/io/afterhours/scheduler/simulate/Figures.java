package io.afterhours.scheduler.simulate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy came to. Hours, dollars and shares are rounded to what can be read.
 *
 * @param builds how many arrived in the time
 * @param open those that are not over, by why they wait ({@code running} among them)
 * @param attempts how many were started, and how many of them failed
 * @param batches how many there were, and how many builds began in them
 * @param hours agents worked, all attempts
 * @param awayHours the part of it during which the person was not available
 * @param nights what came of the hours from 22 to 6, on the average of the nights in which anything ran
 * @param cost dollars, all attempts
 * @param failedCost dollars, of it for attempts that failed
 * @param costPerFinished dollars; absent when nothing finished
 * @param waiting hours from arrival to the first start, of those that started
 * @param throughput hours from arrival to the end, of those that finished
 * @param approvals questions for consent, about blockers, and about what the safety checks saw
 * @param escalations questions at the end of the retry ladder
 * @param attentionHours of the person, for answers and for what they took over
 * @param workHours of the person, by the calendar
 * @param multiplier awayHours ÷ workHours; absent when the calendar has no work
 * @param allDoneAfter hours from the beginning until the last build was over; absent when not all were
 * @param byHour how many attempts were live at each hour of the day, on average
 * @param byDay how many builds had finished by the end of each day
 */
public record Figures(
        String policy,
        int builds,
        int finished,
        int failed,
        int rejected,
        int cancelled,
        Map<String, Integer> open,
        Attempts attempts,
        Batches batches,
        double hours,
        double awayHours,
        Nights nights,
        double cost,
        double failedCost,
        @Nullable Double costPerFinished,
        Spread waiting,
        Spread throughput,
        int approvals,
        int escalations,
        double attentionHours,
        double workHours,
        @Nullable Double multiplier,
        List<BudgetHeld> budgets,
        @Nullable Double allDoneAfter,
        List<Double> byHour,
        List<Integer> byDay) {
    public record Attempts(int started, int failed) {}

    public record Batches(int started, int builds) {}

    public record Nights(int count, double finished, double hours) {}

    /** Absent when there was nothing to measure. */
    public record Spread(@Nullable Double p50, @Nullable Double p90) {}

    /**
     * How a budget held.
     *
     * @param periods how many there were
     * @param held in how many of them no more was spent than the limit
     * @param worst dollars over the limit, in the worst of them
     */
    public record BudgetHeld(String name, double limit, int periods, int held, double worst) {}
}
