package io.afterhours.scheduler.planning;

import io.afterhours.contracts.scheduler.BuildState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks ahead by planning again at each time at which something ends or the clock changes the plan. */
final class Forecast {
    static final Duration HORIZON = Duration.ofDays(14);
    private static final int MOST_STEPS = 2_000;

    private final PlanningFacts facts;

    /** What is reserved comes free as attempts end; which of it when is more than a forecast needs. */
    private final PlanningFacts later;

    private final Instant now;
    private final Map<String, Instant> starts = new HashMap<>();

    /** Who went along with a build that started, by its id. */
    private final Map<String, List<String>> along = new HashMap<>();

    private List<Candidate> waiting;
    private List<LiveAttempt> live;

    Forecast(PlanningFacts facts, Instant now) {
        this.facts = facts;
        this.later = facts.unreserved();
        this.now = now;
        this.waiting = facts.candidates();
        this.live = facts.live().stream().map(each -> each.endingAfter(now)).toList();
    }

    /** When each should start that does within the horizon, by its id. */
    Map<String, Instant> times() {
        lookAhead();
        return Map.copyOf(starts);
    }

    /** The first {@code count} to start, soonest first; those without a time come last, in the order of their score. */
    List<ExpectedStart> starts(int count) {
        lookAhead();
        var plan = PlanningRules.decide(facts, now);
        var inOrder =
                Stream.concat(plan.starts().stream(), plan.holds().stream().map(Plan.Hold::candidate));
        return inOrder.flatMap(each -> expected(each, plan.verdictOn(each.id()).orElseThrow()))
                .sorted(Comparator.comparing(
                        ExpectedStart::at, Comparator.nullsLast(Comparator.<Instant>naturalOrder())))
                .limit(count)
                .toList();
    }

    /** A build and those that go along with it. */
    private Stream<ExpectedStart> expected(Candidate build, Verdict verdict) {
        var at = starts.get(build.id());
        return Stream.concat(
                Stream.of(new ExpectedStart(build, at, verdict)),
                build.along().builds().stream()
                        .map(each -> new ExpectedStart(each, at, build.along().verdictOn(each, build.id(), verdict))));
    }

    private void lookAhead() {
        var changes = new TreeSet<>(new Planning(facts, now).changes());
        @Nullable Instant at = now;
        for (var step = 0; step < MOST_STEPS && at != null && at.isBefore(now.plus(HORIZON)); step++) {
            end(at);
            var standing = (at.equals(now) ? facts : later).with(live, waiting);
            var planning = Planning.brief(standing, at);
            start(planning.starting(), at);
            at = waiting.isEmpty() ? null : nextStep(planning.hourEnds(), changes.higher(at), at);
        }
    }

    private @Nullable Instant nextStep(@Nullable Instant hour, @Nullable Instant change, Instant at) {
        var ends = live.stream().map(Forecast::endOf).filter(end -> end.isAfter(at));
        return Stream.concat(
                        Stream.of(Optional.ofNullable(hour), Optional.ofNullable(change))
                                .flatMap(Optional::stream),
                        ends)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void start(List<Candidate> started, Instant at) {
        var running = new ArrayList<>(live);
        for (var each : started) {
            starts.put(each.id(), at);
            each.along().ids().forEach(id -> starts.put(id, at));
            along.put(each.id(), each.along().ids());
            running.add(LiveAttempt.of(each, at));
        }
        live = running;
        waiting =
                waiting.stream().filter(each -> !starts.containsKey(each.id())).toList();
    }

    private void end(Instant at) {
        Set<String> ended = new HashSet<>();
        var running = new ArrayList<LiveAttempt>();
        for (var each : live) {
            if (endOf(each).isAfter(at)) {
                running.add(each);
            } else {
                ended.add(each.build());
                ended.addAll(along.getOrDefault(each.build(), List.of()));
            }
        }
        live = running;
        if (!ended.isEmpty()) {
            waiting = waiting.stream().map(each -> after(each, ended)).toList();
        }
    }

    private static Candidate after(Candidate candidate, Set<String> ended) {
        if (candidate.dependsOn().stream().noneMatch(edge -> ended.contains(edge.id()))) {
            return candidate;
        }
        return candidate.with(candidate.dependsOn().stream()
                .map(edge -> ended.contains(edge.id()) ? edge.in(BuildState.FINISHED) : edge)
                .toList());
    }

    private static Instant endOf(LiveAttempt attempt) {
        return Objects.requireNonNull(attempt.expectedEnd());
    }
}
