package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.Whereabouts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan is made from.
 *
 * @param pausedUntil when builds start again by themselves; absent where nothing is paused, or a person has to resume
 * @param whereabouts where the person is, beside the calendar of the policy
 * @param meetings what is in the person's calendars and not over, in the order in which it begins
 * @param limits of the agents' providers, over or not
 * @param runnerSlots how many attempts the runners that are there can take in all; of one whose host is full, those it has
 * @param full says why, where no runner takes more because its host is full
 * @param live every attempt that holds a slot
 * @param candidates the builds that could start, best score first
 */
public record PlanningFacts(
        Mode mode,
        @Nullable Instant pausedUntil,
        Policy policy,
        Whereabouts whereabouts,
        List<Meeting> meetings,
        List<Budget> budgets,
        List<ProviderLimit> limits,
        int runnerSlots,
        @Nullable FullHost full,
        List<LiveAttempt> live,
        List<Candidate> candidates) {
    public PlanningFacts {
        meetings = List.copyOf(meetings);
        budgets = List.copyOf(budgets);
        limits = List.copyOf(limits);
        live = List.copyOf(live);
        candidates = List.copyOf(candidates);
    }

    /** Facts of a suite that runs, of which nothing is known but its policy and what its runners take. */
    public static PlanningFacts running(Policy policy, int runnerSlots) {
        return new PlanningFacts(
                Mode.RUNNING,
                null,
                policy,
                Whereabouts.UNSAID,
                List.of(),
                List.of(),
                List.of(),
                runnerSlots,
                null,
                List.of(),
                List.of());
    }

    /** Whether a person let nothing start at {@code now}. */
    boolean isPaused(Instant now) {
        return mode != Mode.RUNNING && (pausedUntil == null || pausedUntil.isAfter(now));
    }

    /** What the policy says from {@code now} on, with the person where they are. */
    public Outlook outlook(Instant now) {
        return policy.outlook(now, whereabouts);
    }

    /** The same facts under another policy. */
    public PlanningFacts under(Policy other) {
        return new PlanningFacts(
                mode, pausedUntil, other, whereabouts, meetings, budgets, limits, runnerSlots, full, live, candidates);
    }

    /** The same facts with these meetings and budgets instead. */
    public PlanningFacts within(List<Meeting> otherMeetings, List<Budget> otherBudgets) {
        return new PlanningFacts(
                mode,
                pausedUntil,
                policy,
                whereabouts,
                otherMeetings,
                otherBudgets,
                limits,
                runnerSlots,
                full,
                live,
                candidates);
    }

    /** The same facts with other attempts live and other builds waiting. */
    public PlanningFacts with(List<LiveAttempt> otherLive, List<Candidate> otherCandidates) {
        return new PlanningFacts(
                mode,
                pausedUntil,
                policy,
                whereabouts,
                meetings,
                budgets,
                limits,
                runnerSlots,
                full,
                otherLive,
                otherCandidates);
    }

    /** The same facts once there is room on the hosts that are full. */
    public PlanningFacts withRoom() {
        return full == null
                ? this
                : new PlanningFacts(
                        mode,
                        pausedUntil,
                        policy,
                        whereabouts,
                        meetings,
                        budgets,
                        limits,
                        full.slots(),
                        null,
                        live,
                        candidates);
    }

    /** The same facts once every attempt is over, and there is room on every host. */
    PlanningFacts unreserved() {
        var free = budgets.stream().map(Budget::unreserved).toList();
        var roomy = withRoom();
        return new PlanningFacts(
                mode,
                pausedUntil,
                policy,
                whereabouts,
                meetings,
                free,
                limits,
                roomy.runnerSlots(),
                null,
                live,
                candidates);
    }

    /** The same facts after these builds were started: they run, and what they may cost is reserved. */
    public PlanningFacts after(List<LiveAttempt> otherLive, List<Candidate> started) {
        var left = budgets.stream()
                .map(each -> each.reserving(started.stream()
                        .filter(each::isFor)
                        .mapToLong(Candidate::mayCost)
                        .sum()))
                .toList();
        return new PlanningFacts(
                mode,
                pausedUntil,
                policy,
                whereabouts,
                meetings,
                left,
                limits,
                runnerSlots,
                full,
                otherLive,
                List.of());
    }

    /**
     * The same facts once the budgets are empty again that renew after one time and by another: what ended before was spent of the
     * period that is over, and what is live then may be spent of the new one.
     *
     * @param running what is live then
     * @param others what is reserved beside that, by the name of the budget
     */
    public PlanningFacts renewed(Instant after, Instant by, List<Candidate> running, Map<String, Long> others) {
        return within(
                meetings,
                budgets.stream()
                        .map(each -> each.renewsWithin(after, by)
                                ? each.reservedFor(running, others.getOrDefault(each.name(), 0L))
                                : each)
                        .toList());
    }
}
