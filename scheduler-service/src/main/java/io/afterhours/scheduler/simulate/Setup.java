package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.batch.Limits;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.retry.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that policies which are compared have in common.
 *
 * @param calendar whose contexts say where the person is
 * @param runnerSlots how many attempts the runners can take in all
 * @param limits the budgets, nothing of them spent
 * @param wallClock the longest an attempt may run
 * @param batches which builds go together, under a policy that accepts what is proposed
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
        List<Meeting> meetings,
        Limits batches) {
    /** Batches as they ship. */
    static final Limits BATCHES = new Limits(
            Set.of("landing-page", "content", "integration", "template"), Set.of("shell"), 5, Duration.ofHours(3));

    public Setup {
        limits = List.copyOf(limits);
        meetings = List.copyOf(meetings);
    }

    /** Nothing is in the person's calendars, and batches are as they ship. */
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
        this(from, days, seed, calendar, runnerSlots, limits, ladder, wallClock, model, List.of(), BATCHES);
    }

    /** The same with what is in the person's calendars, in the order in which it begins. */
    public Setup with(List<Meeting> known) {
        return new Setup(from, days, seed, calendar, runnerSlots, limits, ladder, wallClock, model, known, batches);
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
