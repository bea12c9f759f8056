package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.planning.Plan.Hold;
import io.afterhours.scheduler.planning.Verdict.Paused;
import io.afterhours.scheduler.planning.Verdict.RunsIntoMeeting;
import io.afterhours.scheduler.policy.Outlook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One pass over the candidates, which takes slots and workspaces as it goes. */
final class Planning {
    private final PlanningFacts facts;
    private final Instant now;
    private final Outlook outlook;
    private final Openings openings;
    private final Usage usage;
    private final Precedence precedence;
    private final BuildHolds build;
    private final HourHolds hour;
    private final MeansHolds means;

    Planning(PlanningFacts facts, Instant now) {
        this(facts, now, false);
    }

    /** One that is asked what may start, and of the rest not when it could. */
    static Planning brief(PlanningFacts facts, Instant now) {
        return new Planning(facts, now, true);
    }

    /** @param brief whether it is asked only what starts, and not of the rest when it could: that costs more than all else */
    private Planning(PlanningFacts facts, Instant now, boolean brief) {
        this.facts = facts;
        this.now = now;
        this.outlook = facts.outlook(now);
        this.openings = new Openings(facts, outlook, now, brief);
        this.usage = new Usage(facts, now);
        this.precedence = new Precedence(outlook);
        this.build = new BuildHolds(openings);
        this.hour = new HourHolds(facts, outlook, openings, now);
        this.means = new MeansHolds(facts, outlook, openings, usage, precedence, now);
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
                usage.exemption(candidate).ifPresent(verdict -> exempt.put(candidate.id(), verdict));
                usage.take(candidate);
            }
        }
        return new Plan(starts, exempt, holds, nextLook(holds));
    }

    /** What {@link #plan} would start, without saying of the others why they do not. */
    List<Candidate> starting() {
        var starts = new ArrayList<Candidate>();
        for (var candidate : freeSlots() == 0 ? List.<Candidate>of() : inOrder()) {
            if (reasonToHold(candidate).isEmpty()) {
                starts.add(candidate);
                usage.take(candidate);
                if (freeSlots() == 0) {
                    break;
                }
            }
        }
        return starts;
    }

    /** When what holds candidates comes to an end, apart from the hour and the slots, as far as the clock alone says. */
    SortedSet<Instant> changes() {
        return Stream.of(
                        facts.candidates().stream().flatMap(openings::waitsOf),
                        facts.budgets().stream().map(Budget::renews),
                        facts.meetings().stream().map(Meeting::ends))
                .flatMap(each -> each)
                .filter(each -> each.isAfter(now))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In the order of their score, but for whose turn it is. */
    private List<Candidate> inOrder() {
        return facts.candidates().stream()
                .map(each -> new InTurn(precedence.of(each), each))
                .sorted(Comparator.comparingInt(InTurn::turn))
                .map(InTurn::candidate)
                .toList();
    }

    private record InTurn(int turn, Candidate candidate) {}

    /** When the policy next says something else; absent when it never does. */
    @Nullable Instant hourEnds() {
        return outlook.now().until();
    }

    /** As {@link Precedence} has it. */
    int turnOf(Candidate candidate) {
        return precedence.of(candidate);
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
        return usage.exemption(candidate).<Verdict>map(each -> each).orElseGet(Verdict.Start::new);
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
                open.add(new OpenLanes.Open(lane, precedence.of(anyBuild)));
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
            openings.entry(anyBuild.asApplicant(), openings.earliest(anyBuild))
                    .ifPresent(entry -> bands.put(lane.id(), entry.band().name()));
        }
        return bands;
    }

    private int freeSlots() {
        var band = outlook.now().band();
        return band == null
                ? 0
                : Math.max(
                        0,
                        Math.min(band.slots(), facts.runnerSlots())
                                - usage.live().size());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private Optional<Verdict> reasonToHold(Candidate candidate) {
        return theSuite(candidate)
                .or(() -> build.on(candidate))
                .or(() -> hour.on(candidate))
                .or(() -> means.on(candidate));
    }

    private Optional<Verdict> theSuite(Candidate candidate) {
        var ends = facts.pausedUntil();
        return facts.isPaused(now)
                ? Optional.of(new Paused(
                        facts.mode().seen(!usage.live().isEmpty()),
                        ends,
                        ends == null ? null : openings.next(candidate),
                        build.on(candidate).orElse(null)))
                : Optional.empty();
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
        var budgets = holds.stream().map(Hold::candidate).flatMap(openings::renewals);
        var waits = holds.stream().map(Hold::candidate).flatMap(openings::waitsOf);
        var meetings = holds.stream()
                .flatMap(each ->
                        each.verdict() instanceof RunsIntoMeeting meeting ? Stream.of(meeting.ends()) : Stream.empty());
        return Stream.of(Stream.of(midnight), change, budgets, waits, meetings)
                .flatMap(each -> each)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
