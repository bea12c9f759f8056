package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.retry.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All that policies which are compared have in common.
 *
 * @param calendar whose contexts say where the person is
 * @param runnerSlots how many attempts the runners can take in all
 * @param limits the budgets, nothing of them spent
 * @param wallClock the longest an attempt may run
 */
public record Setup(
        Instant from,
        int days,
        long seed,
        Policy calendar,
        int runnerSlots,
        List<Limit> limits,
        Ladder ladder,
        Duration wallClock,
        Model model,
        List<Meeting> meetings) {
    public Setup {
        limits = List.copyOf(limits);
        meetings = List.copyOf(meetings);
    }

    /** Nothing is in the person's calendars. */
    public Setup(
            Instant from,
            int days,
            long seed,
            Policy calendar,
            int runnerSlots,
            List<Limit> limits,
            Ladder ladder,
            Duration wallClock,
            Model model) {
        this(from, days, seed, calendar, runnerSlots, limits, ladder, wallClock, model, List.of());
    }

    /** The same with what is in the person's calendars, in the order in which it begins. */
    public Setup with(List<Meeting> known) {
        return new Setup(from, days, seed, calendar, runnerSlots, limits, ladder, wallClock, model, known);
    }

    /** So many times 24 hours after the beginning. */
    public Instant until() {
        return from.plus(Duration.ofDays(days));
    }

    World world() {
        return new World(model, new Draws(seed), wallClock);
    }

    Person person() {
        return new Person(model.person(), new Draws(seed), calendar, from, until());
    }
}
