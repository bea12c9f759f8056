package io.afterhours.scheduler.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A policy over the next fifteen days, as stretches that follow one another without a gap. Fifteen, because a band of one day
 * that a change of the clocks swallows comes back only in the week after.
 */
public final class Outlook {
    static final Duration HORIZON = Duration.ofDays(15);

    private final List<Stretch> stretches;

    private Outlook(List<Stretch> stretches) {
        this.stretches = stretches;
    }

    static Outlook of(Policy policy, Instant from) {
        var end = from.plus(HORIZON);
        var bands = openings(policy, from, end, policy.bands(), Band::hours);
        var quiet = openings(policy, from, end, policy.quiet(), Quiet::hours);
        var edges = new TreeSet<Instant>();
        edges.add(from);
        bands.forEach(each -> each.addEdges(edges, from, end));
        quiet.forEach(each -> each.addEdges(edges, from, end));
        return new Outlook(joined(edges, bands, quiet));
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
        return stretches.stream()
                .filter(each -> each.until() == null || each.until().isAfter(earliest))
                .filter(each -> each.admits(build))
                .findFirst()
                .map(each -> new Entry(each.from().isAfter(earliest) ? each.from() : earliest, each));
    }

    private static List<Stretch> joined(SortedSet<Instant> edges, List<Open<Band>> bands, List<Open<Quiet>> quiet) {
        var joined = new ArrayList<Stretch>();
        for (var edge : edges) {
            var band = bands.stream()
                    .filter(each -> each.covers(edge))
                    .findFirst()
                    .map(Open::what)
                    .orElse(null);
            var level = quiet.stream()
                    .filter(each -> each.covers(edge))
                    .map(each -> each.what().level())
                    .max(Comparator.naturalOrder())
                    .orElse(QuietLevel.NONE);
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || !Objects.equals(last.band(), band) || last.quiet() != level) {
                if (last != null) {
                    joined.set(joined.size() - 1, new Stretch(last.from(), edge, last.band(), last.quiet()));
                }
                joined.add(new Stretch(edge, null, band, level));
            }
        }
        return List.copyOf(joined);
    }

    /** In the order of the table, so that the first that covers an instant is the row that counts. */
    private static <T> List<Open<T>> openings(
            Policy policy, Instant from, Instant end, List<T> rows, Function<T, Hours> hoursOf) {
        var first = from.atZone(policy.zone()).toLocalDate().minusDays(2);
        var last = end.atZone(policy.zone()).toLocalDate().plusDays(1);
        var openings = new ArrayList<Open<T>>();
        for (var row : rows) {
            for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
                hoursOf.apply(row)
                        .on(date, policy.zone())
                        .filter(each -> each.closes().isAfter(from))
                        .ifPresent(each -> openings.add(new Open<>(row, each)));
            }
        }
        return openings;
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

    private record Open<T>(T what, Hours.Opening opening) {
        boolean covers(Instant at) {
            return opening.covers(at);
        }

        void addEdges(SortedSet<Instant> edges, Instant after, Instant before) {
            for (var edge : List.of(opening.opens(), opening.closes())) {
                if (edge.isAfter(after) && edge.isBefore(before)) {
                    edges.add(edge);
                }
            }
        }
    }
}
