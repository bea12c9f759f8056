package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.planning.Plan.Hold;
import io.afterhours.scheduler.planning.Verdict.ApprovalNeeded;
import io.afterhours.scheduler.planning.Verdict.Blocked;
import io.afterhours.scheduler.planning.Verdict.DependencyFailed;
import io.afterhours.scheduler.planning.Verdict.DependencyOpen;
import io.afterhours.scheduler.planning.Verdict.FitsNowhere;
import io.afterhours.scheduler.planning.Verdict.HostFull;
import io.afterhours.scheduler.planning.Verdict.NoBand;
import io.afterhours.scheduler.planning.Verdict.NoRunner;
import io.afterhours.scheduler.planning.Verdict.NoSlot;
import io.afterhours.scheduler.planning.Verdict.OtherContext;
import io.afterhours.scheduler.planning.Verdict.OtherPriorities;
import io.afterhours.scheduler.planning.Verdict.OtherTags;
import io.afterhours.scheduler.planning.Verdict.OverBudget;
import io.afterhours.scheduler.planning.Verdict.Paused;
import io.afterhours.scheduler.planning.Verdict.ProviderLimited;
import io.afterhours.scheduler.planning.Verdict.QuietHours;
import io.afterhours.scheduler.planning.Verdict.RetryWait;
import io.afterhours.scheduler.planning.Verdict.RoomReserved;
import io.afterhours.scheduler.planning.Verdict.RunsIntoMeeting;
import io.afterhours.scheduler.planning.Verdict.TakenOut;
import io.afterhours.scheduler.planning.Verdict.TooCostly;
import io.afterhours.scheduler.planning.Verdict.TooEarly;
import io.afterhours.scheduler.planning.Verdict.TooLong;
import io.afterhours.scheduler.planning.Verdict.Unsafe;
import io.afterhours.scheduler.planning.Verdict.WorkspaceBusy;
import io.afterhours.scheduler.planning.Verdict.WrongSize;
import io.afterhours.scheduler.policy.Admission.Refusal;
import io.afterhours.scheduler.policy.Applicant;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Outlook.Entry;
import io.afterhours.scheduler.policy.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One pass over the candidates, which takes slots and workspaces as it goes. */
final class Planning {
    /** Turns of what no person put in an order; there are never as many places. */
    private static final int SUITS = Integer.MAX_VALUE - 1;

    private static final int BEHIND = Integer.MAX_VALUE;

    private final PlanningFacts facts;
    private final Instant now;
    private final Outlook outlook;
    private final List<LiveAttempt> live;
    private final List<Budget> budgets;
    private final Map<Asked, Optional<Entry>> entries = new HashMap<>();

    /** Whether it is asked only what starts, and not of the rest when it could: that costs more than all else. */
    private final boolean brief;

    Planning(PlanningFacts facts, Instant now) {
        this(facts, now, false);
    }

    /** One that is asked what may start, and of the rest not when it could. */
    static Planning brief(PlanningFacts facts, Instant now) {
        return new Planning(facts, now, true);
    }

    private Planning(PlanningFacts facts, Instant now, boolean brief) {
        this.brief = brief;
        this.facts = facts;
        this.now = now;
        this.outlook = facts.outlook(now);
        this.live = new ArrayList<>(facts.live());
        this.budgets = new ArrayList<>(facts.budgets());
    }

    Plan plan() {
        var starts = new ArrayList<Candidate>();
        var exempt = new HashMap<String, Verdict.Exempt>();
        var holds = new ArrayList<Hold>();
        for (var candidate : inOrder()) {
            var reason = reasonToHold(candidate);
            if (reason.isPresent()) {
                holds.add(new Hold(candidate, reason.get()));
            } else {
                starts.add(candidate);
                overBudgets(candidate).ifPresent(verdict -> exempt.put(candidate.id(), verdict));
                take(candidate);
            }
        }
        return new Plan(starts, exempt, holds, nextLook(holds));
    }

    /** What {@link #plan} would start, without saying of the others why they do not. */
    static List<Candidate> starting(PlanningFacts facts, Instant now) {
        return brief(facts, now).starting();
    }

    private List<Candidate> starting() {
        var starts = new ArrayList<Candidate>();
        for (var candidate : freeSlots() == 0 ? List.<Candidate>of() : inOrder()) {
            if (reasonToHold(candidate).isEmpty()) {
                starts.add(candidate);
                take(candidate);
                if (freeSlots() == 0) {
                    break;
                }
            }
        }
        return starts;
    }

    private void take(Candidate candidate) {
        live.add(attemptAt(candidate));
        budgets.replaceAll(each -> each.isFor(candidate) ? each.reserving(candidate.mayCost()) : each);
    }

    /** When what holds candidates comes to an end, apart from the hour and the slots, as far as the clock alone says. */
    SortedSet<Instant> changes() {
        return Stream.of(
                        facts.candidates().stream().flatMap(this::waitsOf),
                        facts.budgets().stream().map(Budget::renews),
                        facts.meetings().stream().map(Meeting::ends))
                .flatMap(each -> each)
                .filter(each -> each.isAfter(now))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In the order of their score, but for whose turn it is. */
    private List<Candidate> inOrder() {
        return facts.candidates().stream()
                .map(each -> new InTurn(turnOf(each), each))
                .sorted(Comparator.comparingInt(InTurn::turn))
                .map(InTurn::candidate)
                .toList();
    }

    private record InTurn(int turn, Candidate candidate) {}

    /** Urgent builds go before all others, then what a person put first for the night, then what the context asks for. */
    int turnOf(Candidate candidate) {
        if (candidate.priority() == Priority.URGENT) {
            return 0;
        }
        var place = candidate.place();
        if (place != null) {
            return place;
        }
        return outlook.now().context().suits(candidate.asApplicant()) ? SUITS : BEHIND;
    }

    /** The verdict on each candidate as if it were alone. */
    Map<String, Verdict> each() {
        var verdicts = new HashMap<String, Verdict>();
        for (var candidate : facts.candidates()) {
            verdicts.put(candidate.id(), reasonToHold(candidate).orElseGet(() -> start(candidate)));
        }
        return verdicts;
    }

    private Verdict start(Candidate candidate) {
        return overBudgets(candidate).<Verdict>map(each -> each).orElseGet(Verdict.Start::new);
    }

    /** The budget over which a candidate that nothing holds starts; of several, the one that lasts longest. */
    private Optional<Verdict.Exempt> overBudgets(Candidate candidate) {
        return budgets.stream()
                .filter(each -> each.isFor(candidate) && each.refuses(candidate.mayCost(), now))
                .max(Comparator.comparing(Budget::renews))
                .flatMap(budget -> budget.exemption(candidate).map(by -> new Verdict.Exempt(budget, by)));
    }

    OpenLanes openLanes(Collection<Lane> lanes) {
        if (freeSlots() == 0) {
            // Whatever else holds them: only an end, or the policy, makes a slot.
            return new OpenLanes(List.of(), 0, null);
        }
        var open = new ArrayList<OpenLanes.Open>();
        @Nullable Instant nextLook = null;
        for (var lane : lanes) {
            var anyBuild = lane.anyBuild();
            var reason = reasonToHold(anyBuild);
            if (reason.isEmpty()) {
                open.add(new OpenLanes.Open(lane, turnOf(anyBuild)));
            } else {
                nextLook = earlier(nextLook, reason.get().until().orElse(null));
            }
        }
        return new OpenLanes(open, freeSlots(), nextLook);
    }

    Map<Long, String> nextBands(Collection<Lane> lanes) {
        var bands = new HashMap<Long, String>();
        for (var lane : lanes) {
            var anyBuild = lane.anyBuild();
            entry(anyBuild.asApplicant(), earliest(anyBuild))
                    .ifPresent(entry -> bands.put(lane.id(), entry.band().name()));
        }
        return bands;
    }

    private int freeSlots() {
        var band = outlook.now().band();
        return band == null ? 0 : Math.max(0, Math.min(band.slots(), facts.runnerSlots()) - live.size());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private LiveAttempt attemptAt(Candidate candidate) {
        return new LiveAttempt(
                candidate.id(), candidate.title(), candidate.workspace(), now.plus(candidate.expected()));
    }

    private Optional<Verdict> reasonToHold(Candidate candidate) {
        return theSuite(candidate)
                .or(() -> theBuild(candidate))
                .or(() -> theHour(candidate))
                .or(() -> theMeans(candidate));
    }

    private Optional<Verdict> theSuite(Candidate candidate) {
        var ends = facts.pausedUntil();
        return facts.isPaused(now)
                ? Optional.of(
                        new Paused(facts.mode().seen(!live.isEmpty()), ends, ends == null ? null : next(candidate)))
                : Optional.empty();
    }

    private Optional<Verdict> theBuild(Candidate candidate) {
        return brokenDependency(candidate)
                .or(() -> openDependency(candidate))
                .or(() -> blocker(candidate))
                .or(() -> concern(candidate))
                .or(() -> approval(candidate))
                .or(() -> takenOut(candidate))
                .or(() -> tooEarly(candidate))
                .or(() -> retryWait(candidate));
    }

    private Optional<Verdict> theHour(Candidate candidate) {
        var stretch = outlook.now();
        var applicant = candidate.asApplicant();
        // Whom no hour lets in is not let in by this one either.
        var longest = !brief
                        && next(candidate) == null
                        && outlook.entryOf(applicant, now).isEmpty()
                ? outlook.longestWindow(applicant)
                : Optional.<Duration>empty();
        if (longest.isPresent()) {
            return Optional.of(new FitsNowhere(candidate.atMost(), longest.get()));
        }
        if (!stretch.passesQuiet(applicant)) {
            return Optional.of(new QuietHours(stretch.quiet(), endOfQuiet(stretch), next(candidate)));
        }
        var band = stretch.band();
        if (band == null) {
            return Optional.of(new NoBand(next(candidate)));
        }
        return band.refusalOf(applicant)
                .map(refusal -> refused(candidate, band, refusal))
                .or(() -> otherContext(candidate))
                .or(() -> tooLong(candidate))
                .or(() -> meeting(candidate));
    }

    private Optional<Verdict> meeting(Candidate candidate) {
        return Meeting.inTheWay(facts.meetings(), now, candidate.atMost())
                .map(each -> new RunsIntoMeeting(
                        candidate.atMost(), each.begins(), each.ends(), each.title(), next(candidate)));
    }

    private Optional<Verdict> otherContext(Candidate candidate) {
        var rule = outlook.now().context();
        return rule.refusalOf(candidate.asApplicant())
                .map(refusal -> new OtherContext(
                        rule,
                        refusal,
                        candidate.category(),
                        outlook.endOfContext().orElse(null),
                        next(candidate)));
    }

    private Optional<Verdict> tooLong(Candidate candidate) {
        return outlook.mustEndBy(candidate.asApplicant())
                .filter(end -> end.isAfter(now) && now.plus(candidate.atMost()).isAfter(end))
                .map(end -> new TooLong(candidate.atMost(), end, next(candidate)));
    }

    private Optional<Verdict> theMeans(Candidate candidate) {
        return overBudget(candidate)
                .or(() -> noRoom(candidate))
                .or(() -> limited(candidate))
                .or(this::noRunner)
                .or(() -> workspaceBusy(candidate))
                .or(() -> noSlot(candidate));
    }

    private Optional<Verdict> brokenDependency(Candidate candidate) {
        return candidate.dependsOn().stream()
                .filter(Prerequisite::isBroken)
                .findFirst()
                .map(edge -> new DependencyFailed(edge.id(), edge.title(), edge.state()));
    }

    /** Of several open ones, the one that is nearest to its end is named. */
    private Optional<Verdict> openDependency(Candidate candidate) {
        var open = candidate.dependsOn().stream().filter(edge -> !edge.isMet()).toList();
        return open.stream()
                .max(Comparator.comparing(edge -> edge.state().isLive() || edge.state() == BuildState.ESCALATED))
                .map(edge -> new DependencyOpen(edge.id(), edge.title(), edge.state(), open.size() - 1, lastEnd(open)));
    }

    /** When the last of them should be done; absent where of one of them nobody can say. */
    private @Nullable Instant lastEnd(List<Prerequisite> open) {
        var ends = open.stream()
                .flatMap(each -> later(each.expectedEnd()).stream())
                .toList();
        return ends.size() < open.size()
                ? null
                : ends.stream().max(Comparator.naturalOrder()).orElse(null);
    }

    private Optional<Verdict> blocker(Candidate candidate) {
        return candidate.blockers().stream()
                .findFirst()
                .map(first -> new Blocked(first, candidate.blockers().size() - 1, null));
    }

    private Optional<Verdict> concern(Candidate candidate) {
        return candidate.concerns().stream()
                .findFirst()
                .map(first -> new Unsafe(first, candidate.concerns().size() - 1, null));
    }

    private Optional<Verdict> approval(Candidate candidate) {
        if (candidate.approval() != Approval.NEEDED) {
            return Optional.empty();
        }
        var approved = candidate.asApplicant().withConsent();
        var couldStart = entry(approved, earliest(candidate)).map(Entry::at).orElse(null);
        return Optional.of(new ApprovalNeeded(candidate.category(), candidate.priority(), couldStart, null));
    }

    private Optional<Verdict> takenOut(Candidate candidate) {
        return later(candidate.outUntil()).map(until -> new TakenOut(until, next(candidate)));
    }

    private Optional<Verdict> tooEarly(Candidate candidate) {
        return later(candidate.earliestStart()).map(earliest -> new TooEarly(earliest, next(candidate)));
    }

    private Optional<Verdict> retryWait(Candidate candidate) {
        return later(candidate.retryAt()).map(retryAt -> new RetryWait(retryAt, next(candidate)));
    }

    private Verdict refused(Candidate candidate, Band band, Refusal refusal) {
        var applicant = candidate.asApplicant();
        var entry = entry(applicant, earliest(candidate));
        var next = entry.map(Entry::at).orElse(null);
        return switch (refusal) {
            case PRIORITY ->
                new OtherPriorities(
                        candidate.priority(),
                        entry.map(each -> each.band().hours()).orElse(null),
                        next);
            case TAGS -> new OtherTags(band.tagsWanted(applicant), next);
            case TOO_LARGE ->
                new WrongSize(candidate.effort(), band.largestEffort(applicant).orElse(null), next);
            case TOO_SMALL -> new WrongSize(candidate.effort(), null, next);
        };
    }

    private Optional<Verdict> overBudget(Candidate candidate) {
        return facts.budgets().stream()
                .filter(each -> each.binds(candidate) && each.holds(now))
                .max(Comparator.comparing(Budget::renews))
                .map(budget -> new OverBudget(budget, next(candidate), budget.notExemptWith(candidate)));
    }

    /** Of several budgets without room, one that others hold is named last: it comes free by itself. */
    private Optional<Verdict> noRoom(Candidate candidate) {
        var cost = candidate.mayCost();
        return budgets.stream()
                .filter(each -> each.binds(candidate) && each.lacksRoom(cost, now))
                .min(Comparator.comparing((Budget each) -> each.isHeldByOthers(cost, now))
                        .thenComparing(Budget::renews, Comparator.reverseOrder()))
                .map(budget -> budget.isHeldByOthers(cost, now)
                        ? new RoomReserved(
                                budget,
                                cost,
                                nextEnd()
                                        .flatMap(at -> entry(candidate.asApplicant(), at))
                                        .map(Entry::at)
                                        .orElse(null),
                                budget.notExemptWith(candidate))
                        : new TooCostly(
                                budget,
                                cost,
                                budget.fits(cost) ? next(candidate) : null,
                                budget.notExemptWith(candidate)));
    }

    private Optional<Instant> nextEnd() {
        return live.stream()
                .map(LiveAttempt::expectedEnd)
                .flatMap(end -> later(end).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Verdict> limited(Candidate candidate) {
        return limitOf(candidate).map(limit -> new ProviderLimited(limit, next(candidate)));
    }

    /** Of several, the one that ends last. */
    private Optional<ProviderLimit> limitOf(Candidate candidate) {
        return facts.limits().stream()
                .filter(each -> each.agent().equals(candidate.agent()) && each.holds(now))
                .max(Comparator.comparing(ProviderLimit::until));
    }

    private Optional<Verdict> noRunner() {
        var full = facts.full();
        if (full != null) {
            return Optional.of(new HostFull(full, later(full.nextReport()).orElse(null)));
        }
        return facts.runnerSlots() > 0 ? Optional.empty() : Optional.of(new NoRunner());
    }

    private Optional<Verdict> workspaceBusy(Candidate candidate) {
        var workspace = candidate.workspace();
        if (workspace == null) {
            return Optional.empty();
        }
        return live.stream()
                .filter(each -> workspace.equals(each.workspace()))
                .findFirst()
                .map(other -> new WorkspaceBusy(
                        workspace,
                        other.build(),
                        other.title(),
                        later(other.expectedEnd()).orElse(null)));
    }

    private Optional<Verdict> noSlot(Candidate candidate) {
        var band = Objects.requireNonNull(outlook.now().band(), "the hour was asked before");
        var slots = Math.min(band.slots(), facts.runnerSlots());
        if (live.size() < slots) {
            return Optional.empty();
        }
        var holders = live.stream().map(LiveAttempt::build).toList();
        var next = band.slots() == 0
                ? entry(candidate.asApplicant(), now)
                : nextEnd().flatMap(at -> entry(candidate.asApplicant(), at));
        var suited = turnOf(candidate) == BEHIND ? outlook.now().context().context() : null;
        return Optional.of(new NoSlot(slots, holders, next.map(Entry::at).orElse(null), suited));
    }

    private @Nullable Instant endOfQuiet(Stretch quiet) {
        return outlook.stretches().stream()
                .filter(each -> each.quiet() != quiet.quiet())
                .map(Stretch::from)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Instant next(Candidate candidate) {
        return entry(candidate.asApplicant(), earliest(candidate))
                .map(Entry::at)
                .orElse(null);
    }

    /** Many candidates ask the same, so the answers are kept for the pass. */
    private Optional<Entry> entry(Applicant applicant, Instant earliest) {
        if (brief) {
            return Optional.empty();
        }
        return entries.computeIfAbsent(
                new Asked(applicant, earliest),
                asked -> Meeting.entryBetween(facts.meetings(), outlook, asked.applicant(), asked.earliest()));
    }

    /** Before this, facts other than the policy keep the candidate from starting. */
    private Instant earliest(Candidate candidate) {
        return Stream.concat(Stream.of(now), Stream.concat(renewals(candidate), waitsOf(candidate)))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    private Stream<Instant> renewals(Candidate candidate) {
        return facts.budgets().stream()
                .filter(each -> each.binds(candidate) && each.keepsOut(candidate.mayCost(), now))
                .map(Budget::renews);
    }

    private Stream<Instant> waitsOf(Candidate candidate) {
        return Stream.of(
                        later(facts.pausedUntil()),
                        later(candidate.earliestStart()),
                        later(candidate.retryAt()),
                        later(candidate.outUntil()),
                        limitOf(candidate).map(ProviderLimit::until))
                .flatMap(Optional::stream);
    }

    private Optional<Instant> later(@Nullable Instant at) {
        return Optional.ofNullable(at).filter(each -> each.isAfter(now));
    }

    /** Midnight is among them because "today" and "tomorrow" change their meaning then. */
    private @Nullable Instant nextLook(List<Hold> holds) {
        if (holds.isEmpty()) {
            return null;
        }
        var zone = facts.policy().zone();
        var midnight =
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        var change = Stream.ofNullable(outlook.now().until());
        var budgets = holds.stream().map(Hold::candidate).flatMap(this::renewals);
        var waits = holds.stream().map(Hold::candidate).flatMap(this::waitsOf);
        var meetings = holds.stream()
                .flatMap(each ->
                        each.verdict() instanceof RunsIntoMeeting meeting ? Stream.of(meeting.ends()) : Stream.empty());
        return Stream.of(Stream.of(midnight), change, budgets, waits, meetings)
                .flatMap(each -> each)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private record Asked(Applicant applicant, Instant earliest) {}
}
