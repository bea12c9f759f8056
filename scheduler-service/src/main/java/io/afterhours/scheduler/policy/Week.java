package io.afterhours.scheduler.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A week of local time in which no clock changes, from Monday 00:00, as spans of seconds; what a table says by itself. */
final class Week {
    static final int DAY = Math.toIntExact(Duration.ofDays(1).toSeconds());
    static final int LENGTH = 7 * DAY;

    private Week() {}

    /** From a second of the week to another, half-open. */
    record Span(int from, int to) {}

    /** When hours are open; what runs over the end of the week goes on at its beginning. */
    static List<Span> spans(Hours hours) {
        var spans = new ArrayList<Span>();
        for (var day : hours.days().stream().sorted().toList()) {
            int from = (day.getValue() - 1) * DAY + hours.from().toSecondOfDay();
            int to = (day.getValue() - 1) * DAY + hours.to().toSecondOfDay() + (hours.spansMidnight() ? DAY : 0);
            spans.add(new Span(from, Math.min(to, LENGTH)));
            if (to > LENGTH) {
                spans.add(new Span(0, to - LENGTH));
            }
        }
        return spans;
    }

    /** Whether one of the spans covers the whole of a piece between their edges. */
    static boolean covers(List<Span> spans, Span piece) {
        return spans.stream().anyMatch(each -> each.from() <= piece.from() && piece.to() <= each.to());
    }

    /** The pieces between any two edges of the spans, in order. */
    static List<Span> pieces(Stream<Span> spans) {
        SortedSet<Integer> edges = new TreeSet<>(Set.of(0, LENGTH));
        spans.forEach(each -> edges.addAll(List.of(each.from(), each.to())));
        var sorted = List.copyOf(edges);
        var pieces = new ArrayList<Span>();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            pieces.add(new Span(sorted.get(i), sorted.get(i + 1)));
        }
        return pieces;
    }

    /** Pieces as a person says them: neighbours joined, days with the same hours named together. */
    static List<String> spoken(List<Span> pieces) {
        var days = new LinkedHashMap<String, Set<DayOfWeek>>();
        var longer = new ArrayList<String>();
        for (var span : joined(pieces)) {
            if (span.to() - span.from() >= LENGTH) {
                return List.of("all week");
            }
            if (span.to() - span.from() > DAY) {
                longer.add(moment(span.from()) + " to " + moment(span.to()));
            } else {
                days.computeIfAbsent(time(span.from()) + "-" + time(span.to()), _ -> new LinkedHashSet<>())
                        .add(day(span.from()));
            }
        }
        return Stream.concat(
                        days.entrySet().stream().map(each -> Spoken.of(each.getValue()) + " " + each.getKey()),
                        longer.stream())
                .toList();
    }

    private static List<Span> joined(List<Span> pieces) {
        var joined = new ArrayList<Span>();
        for (var piece : pieces) {
            if (!joined.isEmpty() && joined.getLast().to() == piece.from()) {
                joined.add(new Span(joined.removeLast().from(), piece.to()));
            } else {
                joined.add(piece);
            }
        }
        if (joined.size() > 1
                && joined.getFirst().from() == 0
                && joined.getLast().to() == LENGTH) {
            var overSunday = new Span(
                    joined.removeLast().from(), LENGTH + joined.removeFirst().to());
            joined.add(overSunday);
        }
        return joined;
    }

    private static String moment(int second) {
        return Spoken.name(day(second)) + " " + time(second);
    }

    private static DayOfWeek day(int second) {
        return DayOfWeek.of(second / DAY % 7 + 1);
    }

    private static String time(int second) {
        return LocalTime.ofSecondOfDay(second % DAY).toString();
    }
}
