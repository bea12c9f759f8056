package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.simulate.Figures.BudgetHeld;
import io.afterhours.scheduler.simulate.Figures.Spread;
import io.afterhours.scheduler.simulate.Trace.Fate;
import io.afterhours.scheduler.simulate.Trace.Question.Sort;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes figures of a trace. */
final class Review {
    private static final double NANOS = 1e9;
    private static final double SECONDS = 3600;

    private final Setup setup;
    private final Trace trace;
    private final Person person;

    private Review(Setup setup, Trace trace) {
        this.setup = setup;
        this.trace = trace;
        this.person = setup.person();
    }

    static Figures of(String policy, Setup setup, Trace trace) {
        return new Review(setup, trace).figures(policy);
    }

    private Figures figures(String policy) {
        var clock = new AroundTheClock(setup.calendar().zone());
        trace.attempts().forEach(each -> clock.worked(each.start(), endOf(each)));
        finished().forEach(each -> clock.finished(endOf(each)));
        var hours = sum(each -> Duration.between(each.start(), endOf(each)));
        var away = sum(each -> person.away(each.start(), endOf(each)));
        var cost = dollars(trace.attempts().stream());
        var work = hours(person.atWork(setup.from(), setup.until()));
        var finished = Math.toIntExact(finished().count());
        return new Figures(
                policy,
                Math.toIntExact(trace.fates().stream().filter(Review::arrived).count()),
                finished,
                count(BuildState.FAILED),
                count(BuildState.REJECTED),
                count(BuildState.CANCELLED),
                open(),
                new Figures.Attempts(trace.attempts().size(), Math.toIntExact(failed().count())),
                batches(),
                hours,
                away,
                clock.nights(),
                cost,
                dollars(failed()),
                finished == 0 ? null : rounded(cost / finished, 3),
                spread(trace.fates().stream().filter(each -> each.firstStart() != null), Fate::firstStart),
                spread(finished(), Fate::ended),
                asked(Sort.APPROVAL) + asked(Sort.BLOCKER) + asked(Sort.SAFETY),
                asked(Sort.FAILURE),
                hours(trace.questions().stream().map(Trace.Question::took).reduce(Duration.ZERO, Duration::plus)),
                work,
                work == 0 ? null : rounded(away / work, 2),
                budgets(),
                allDoneAfter(),
                clock.byHour(setup.days()),
                byDay());
    }

    private static boolean arrived(Fate fate) {
        return fate.verdict() != null;
    }

    private Stream<Fate> finished() {
        return trace.fates().stream().filter(each -> each.state() == BuildState.FINISHED);
    }

    private Stream<Trace.Attempt> failed() {
        return trace.attempts().stream()
                .filter(each -> each.failure() != null && each.end().isBefore(setup.until()));
    }

    private Figures.Batches batches() {
        var led = trace.attempts().stream()
                .filter(each -> each.members() > 1 && each.place() == 0)
                .mapToInt(Trace.Attempt::members)
                .summaryStatistics();
        return new Figures.Batches(Math.toIntExact(led.getCount()), Math.toIntExact(led.getSum()));
    }

    private int count(BuildState state) {
        return Math.toIntExact(
                trace.fates().stream().filter(each -> each.state() == state).count());
    }

    private int asked(Sort sort) {
        return Math.toIntExact(
                trace.questions().stream().filter(each -> each.sort() == sort).count());
    }

    private Map<String, Integer> open() {
        var open = new TreeMap<String, Integer>();
        for (var each : trace.fates()) {
            var verdict = each.verdict();
            if (verdict != null && !each.state().isFinal()) {
                open.merge(verdict.word(), 1, Integer::sum);
            }
        }
        return new LinkedHashMap<>(open);
    }

    private List<BudgetHeld> budgets() {
        return setup.limits().stream()
                .map(limit -> {
                    var periods = trace.periods().stream()
                            .filter(each -> each.limit().equals(limit))
                            .toList();
                    var worst = periods.stream()
                            .mapToLong(each -> each.spent() - limit.nanos())
                            .max()
                            .orElse(0);
                    return new BudgetHeld(
                            limit.period().word(),
                            rounded(limit.nanos() / NANOS, 2),
                            periods.size(),
                            Math.toIntExact(
                                    periods.stream().filter(Purse.Period::held).count()),
                            rounded(Math.max(0, worst) / NANOS, 2));
                })
                .toList();
    }

    private @Nullable Double allDoneAfter() {
        return trace.fates().stream().allMatch(each -> each.state().isFinal())
                ? trace.fates().stream()
                        .map(each -> endOf(each))
                        .max(Comparator.naturalOrder())
                        .map(last -> hours(Duration.between(setup.from(), last)))
                        .orElse(null)
                : null;
    }

    private List<Integer> byDay() {
        var ends = finished().map(Review::endOf).sorted().toList();
        return IntStream.rangeClosed(1, setup.days())
                .mapToObj(day -> setup.from().plus(Duration.ofDays(day)))
                .map(end -> Math.toIntExact(
                        ends.stream().filter(each -> !each.isAfter(end)).count()))
                .toList();
    }

    private static Instant endOf(Fate ended) {
        return Objects.requireNonNull(ended.ended());
    }

    /** What runs on after the last day counts up to its end. */
    private Instant endOf(Trace.Attempt attempt) {
        return attempt.end().isBefore(setup.until()) ? attempt.end() : setup.until();
    }

    private interface Measured {
        Duration of(Trace.Attempt attempt);
    }

    private double sum(Measured measured) {
        return hours(trace.attempts().stream().map(measured::of).reduce(Duration.ZERO, Duration::plus));
    }

    private interface Noted {
        @Nullable Instant of(Fate fate);
    }

    private static Spread spread(Stream<Fate> fates, Noted until) {
        var waits = new ArrayList<Duration>();
        fates.forEach(
                each -> waits.add(Duration.between(each.work().arrives(), Objects.requireNonNull(until.of(each)))));
        waits.sort(Comparator.naturalOrder());
        return waits.isEmpty() ? new Spread(null, null) : new Spread(rank(waits, 50), rank(waits, 90));
    }

    private static double rank(List<Duration> sorted, int percent) {
        return hours(sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1)));
    }

    private static double dollars(Stream<Trace.Attempt> attempts) {
        return rounded(attempts.mapToLong(Trace.Attempt::nanos).sum() / NANOS, 2);
    }

    private static double hours(Duration duration) {
        return rounded(duration.toSeconds() / SECONDS, 2);
    }

    static double rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }
}
