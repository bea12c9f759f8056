package io.afterhours.scheduler.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A policy over the next fifteen days, as stretches that follow one another without a gap. Fifteen, because a band of one day
 * that a change of the clocks swallows comes back only in the week after.
 *
 * <p>A build fits where it would be over (p90) before the bands no longer admit it. Bands that follow one another and all admit
 * it count as one window: what may start at nine need not be over by nine.
 */
public final class Outlook {
    static final Duration HORIZON = Duration.ofDays(15);

    /** A window that begins later than this and reaches the horizon was seen whole a week earlier. */
    private static final Duration WEEK = Duration.ofDays(7);

    private final Policy policy;
    private final Whereabouts whereabouts;
    private final List<Stretch> stretches;

    private Outlook(Policy policy, Whereabouts whereabouts, List<Stretch> stretches) {
        this.policy = policy;
        this.whereabouts = whereabouts;
        this.stretches = stretches;
    }

    /** From {@code now} on, with the person where the calendar, presence or their own word puts them. */
    static Outlook of(Policy policy, Whereabouts whereabouts, Instant now) {
        return new Outlook(policy, whereabouts, overlaid(policy, whereabouts, now, Timetables.from(policy, now)));
    }

    /** The stretches, the first of which holds now; the last one has no end. */
    public List<Stretch> stretches() {
        return stretches;
    }

    public Stretch now() {
        return stretches.getFirst();
    }

    /** The first instant at or after {@code earliest} at which the policy lets the build start, and the stretch it is in. */
    public Optional<Entry> entryOf(Applicant build, Instant earliest) {
        if (earliest.isAfter(start().plus(WEEK))) {
            return of(policy, whereabouts, earliest).entryOf(build, earliest);
        }
        return IntStream.range(0, stretches.size())
                .filter(i ->
                        stretches.get(i).endsAfter(earliest) && stretches.get(i).admits(build))
                .mapToObj(i -> entryAt(i, build, earliest))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** When the person is elsewhere; empty when they are not as far as is known. */
    public Optional<Instant> endOfContext() {
        return stretches.stream()
                .filter(each -> each.context().context() != now().context().context())
                .findFirst()
                .map(Stretch::from);
    }

    /** When the bands no longer admit the build, should that be before {@code over}; empty when it may run as long as that. */
    public Optional<Instant> endsBefore(Instant over, Applicant build) {
        return endOfWindow(0, over, build);
    }

    /** The longest time that any build like this one can be given; empty when no stretch admits it, or one without end does. */
    public Optional<Duration> longestWindow(Applicant build) {
        var admitting = IntStream.range(0, stretches.size())
                .filter(i -> stretches.get(i).admits(build))
                .boxed()
                .toList();
        return admitting.stream()
                        .allMatch(i -> endOfWindow(i, Instant.MAX, build).isPresent())
                ? admitting.stream()
                        .map(i -> Duration.between(
                                stretches.get(i).from(),
                                endOfWindow(i, Instant.MAX, build).orElseThrow()))
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private Optional<Entry> entryAt(int index, Applicant build, Instant earliest) {
        var stretch = stretches.get(index);
        var at = stretch.from().isAfter(earliest) ? stretch.from() : earliest;
        var ends = endOfWindow(index, Instant.MAX, build);
        return ends.isEmpty() || !at.plus(build.lasts()).isAfter(ends.get())
                ? Optional.of(new Entry(at, stretch))
                : Optional.empty();
    }

    /** When the bands no longer admit the build from that stretch on; empty where that is not before {@code over}, or never. */
    private Optional<Instant> endOfWindow(int index, Instant over, Applicant build) {
        for (int i = index; i < stretches.size(); i++) {
            var stretch = stretches.get(i);
            if (!stretch.from().isBefore(over)) {
                return Optional.empty();
            }
            if (!stretch.bandAdmits(build)) {
                return Optional.of(stretch.from());
            }
            if (stretch.mayOverrun()) {
                return Optional.empty();
            }
        }
        var begins = stretches.get(index).from();
        return begins.isAfter(start().plus(WEEK)) ? Optional.of(start().plus(HORIZON)) : Optional.empty();
    }

    private Instant start() {
        return stretches.getFirst().from();
    }

    private static List<Stretch> overlaid(
            Policy policy, Whereabouts whereabouts, Instant now, List<Stretch> byCalendar) {
        var hand = whereabouts.handAt(now);
        var present = whereabouts.presentUntil(now);
        if (hand.isEmpty() && present.isEmpty()) {
            return byCalendar;
        }
        var seen = present.map(until -> in(policy.ruleOf(Context.AVAILABLE), until, byCalendar))
                .orElse(byCalendar);
        return hand.map(each -> in(policy.ruleOf(each.context()), each.until(), seen))
                .orElse(seen);
    }

    /** The stretches with another context up to {@code until}. */
    private static List<Stretch> in(ContextRule rule, @Nullable Instant until, List<Stretch> stretches) {
        var changed = new ArrayList<Stretch>();
        for (var each : stretches) {
            if (until == null || !each.endsAfter(until)) {
                add(changed, each.in(rule));
            } else if (each.from().isBefore(until)) {
                add(changed, each.between(each.from(), until).in(rule));
                add(changed, each.between(until, each.until()));
            } else {
                add(changed, each);
            }
        }
        return List.copyOf(changed);
    }

    /** Joins the next stretch to the last where both say the same. */
    static void add(List<Stretch> joined, Stretch next) {
        if (!joined.isEmpty() && joined.getLast().saysTheSameAs(next)) {
            var last = joined.removeLast();
            joined.add(last.between(last.from(), next.until()));
        } else {
            joined.add(next);
        }
    }

    /** An entry into a stretch that lets a build start. */
    public record Entry(Instant at, Stretch stretch) {
        public Band band() {
            var band = stretch.band();
            if (band == null) {
                throw new IllegalStateException("nothing starts between bands");
            }
            return band;
        }
    }
}
