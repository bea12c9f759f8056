package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.planning.Verdict.HostFull;
import io.afterhours.scheduler.planning.Verdict.NoRunner;
import io.afterhours.scheduler.planning.Verdict.NoSlot;
import io.afterhours.scheduler.planning.Verdict.OverBudget;
import io.afterhours.scheduler.planning.Verdict.ProviderLimited;
import io.afterhours.scheduler.planning.Verdict.RoomReserved;
import io.afterhours.scheduler.planning.Verdict.TooCostly;
import io.afterhours.scheduler.planning.Verdict.WorkspaceBusy;
import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Outlook.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** What there is not enough of for a build: money, what its provider lets through, runners, its workspace, slots. */
final class MeansHolds {
    private final PlanningFacts facts;
    private final Instant now;
    private final Outlook outlook;
    private final Openings openings;
    private final Usage usage;
    private final Precedence precedence;

    MeansHolds(
            PlanningFacts facts, Outlook outlook, Openings openings, Usage usage, Precedence precedence, Instant now) {
        this.facts = facts;
        this.outlook = outlook;
        this.openings = openings;
        this.usage = usage;
        this.precedence = precedence;
        this.now = now;
    }

    /** The first that there is not enough of for it. */
    Optional<Verdict> on(Candidate candidate) {
        return tooDear(candidate)
                .or(() -> overBudget(candidate))
                .or(() -> noRoom(candidate))
                .or(() -> limited(candidate))
                .or(this::noRunner)
                .or(() -> workspaceBusy(candidate))
                .or(() -> noSlot(candidate));
    }

    /**
     * What may cost more than a whole budget does not start when that is empty again either; one of nothing is a stop, and no build
     * is small enough for it.
     */
    private Optional<Verdict> tooDear(Candidate candidate) {
        var cost = candidate.mayCost();
        return Choice.greatest(
                        facts.budgets(),
                        each -> each.binds(candidate) && each.hard() && each.limitNanos() > 0 && !each.fits(cost),
                        Budget.LONGEST)
                .map(budget -> new TooCostly(budget, cost, null, budget.notExemptWith(candidate)));
    }

    private Optional<Verdict> overBudget(Candidate candidate) {
        return Choice.greatest(facts.budgets(), each -> each.binds(candidate) && each.holds(now), Budget.LONGEST)
                .map(budget -> new OverBudget(budget, openings.next(candidate), budget.notExemptWith(candidate)));
    }

    /** Of several budgets without room, one that others hold is named last: it comes free by itself. */
    private Optional<Verdict> noRoom(Candidate candidate) {
        var cost = candidate.mayCost();
        return Choice.greatest(
                        usage.budgets(),
                        each -> each.binds(candidate) && each.lacksRoom(cost, now),
                        Comparator.comparing((Budget each) -> !each.isHeldByOthers(cost, now))
                                .thenComparing(Budget.LONGEST))
                .map(budget -> budget.isHeldByOthers(cost, now)
                        ? new RoomReserved(
                                budget,
                                cost,
                                nextEnd()
                                        .flatMap(at -> openings.entry(candidate.asApplicant(), at))
                                        .map(Entry::at)
                                        .orElse(null),
                                budget.notExemptWith(candidate))
                        : new TooCostly(
                                budget,
                                cost,
                                budget.fits(cost) ? openings.next(candidate) : null,
                                budget.notExemptWith(candidate)));
    }

    private Optional<Instant> nextEnd() {
        return usage.live().stream()
                .map(LiveAttempt::expectedEnd)
                .flatMap(end -> openings.later(end).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Verdict> limited(Candidate candidate) {
        return openings.limitOf(candidate).map(limit -> new ProviderLimited(limit, openings.next(candidate)));
    }

    private Optional<Verdict> noRunner() {
        var full = facts.full();
        if (full != null) {
            return Optional.of(
                    new HostFull(full, openings.later(full.nextReport()).orElse(null)));
        }
        return facts.runnerSlots() > 0 ? Optional.empty() : Optional.of(new NoRunner());
    }

    private Optional<Verdict> workspaceBusy(Candidate candidate) {
        var workspace = candidate.workspace();
        if (workspace == null) {
            return Optional.empty();
        }
        return Choice.first(usage.live(), each -> workspace.equals(each.workspace()))
                .map(other -> new WorkspaceBusy(
                        workspace,
                        other.build(),
                        other.title(),
                        openings.later(other.expectedEnd()).orElse(null)));
    }

    private Optional<Verdict> noSlot(Candidate candidate) {
        var band = Objects.requireNonNull(outlook.now().band(), "the hour was asked before");
        var slots = Math.min(band.slots(), facts.runnerSlots());
        if (usage.live().size() < slots) {
            return Optional.empty();
        }
        var holders = usage.live().stream().map(LiveAttempt::build).toList();
        var next = band.slots() == 0
                ? openings.entry(candidate.asApplicant(), now)
                : nextEnd().flatMap(at -> openings.entry(candidate.asApplicant(), at));
        var suited = precedence.isBehind(candidate) ? outlook.now().context().context() : null;
        return Optional.of(new NoSlot(slots, holders, next.map(Entry::at).orElse(null), suited));
    }
}
