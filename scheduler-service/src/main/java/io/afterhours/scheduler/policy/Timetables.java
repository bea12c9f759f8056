package io.afterhours.scheduler.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of a policy by its own table, worked out once for each day: planning asks at every change of the queue, whoever looks
 * ahead asks of a fortnight of days, and the answer is the same but for its beginning.
 */
final class Timetables {
    /** A fortnight and a few days of some policies: those in force, and those that are looked at or simulated. */
    private static final int MOST = 100;

    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private static final Map<Day, List<Stretch>> KNOWN = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Day, List<Stretch>> eldest) {
            return size() > MOST;
        }
    };

    private Timetables() {}

    /** @param number of days since the epoch, in no zone: it only says how long an answer is good for */
    private record Day(Policy policy, long number) {
        Instant begins() {
            return Instant.EPOCH.plus(GOOD_FOR.multipliedBy(number));
        }
    }

    /** At least {@link Outlook#HORIZON} from {@code now}; the first stretch begins now, the last has no end. */
    static List<Stretch> from(Policy policy, Instant now) {
        var day = new Day(policy, Math.floorDiv(now.getEpochSecond(), GOOD_FOR.toSeconds()));
        return since(now, of(day));
    }

    private static List<Stretch> of(Day day) {
        synchronized (KNOWN) {
            var known = KNOWN.get(day);
            if (known != null) {
                return known;
            }
        }
        // Worked out by two at once at worst, and nobody waits meanwhile who knows the answer.
        var computed = computed(day.policy(), day.begins());
        synchronized (KNOWN) {
            KNOWN.put(day, computed);
        }
        return computed;
    }

    private static List<Stretch> since(Instant now, List<Stretch> known) {
        int first = 0;
        while (!known.get(first).endsAfter(now)) {
            first++;
        }
        var stretches = new ArrayList<>(known.subList(first, known.size()));
        stretches.set(0, stretches.getFirst().between(now, stretches.getFirst().until()));
        return List.copyOf(stretches);
    }

    private static List<Stretch> computed(Policy policy, Instant from) {
        var end = from.plus(Outlook.HORIZON).plus(GOOD_FOR);
        var table = new Table(
                policy,
                openings(policy, from, end, policy.bands().stream(), Band::hours),
                openings(policy, from, end, policy.quiet().stream(), Quiet::hours),
                openings(policy, from, end, calendar(policy), Placed::hours));
        var edges = List.copyOf(table.edges(from, end));
        var joined = new ArrayList<Stretch>();
        for (int i = 0; i < edges.size(); i++) {
            Outlook.add(joined, table.at(edges.get(i), i + 1 < edges.size() ? edges.get(i + 1) : null));
        }
        return joined;
    }

    private static Stream<Placed> calendar(Policy policy) {
        return policy.contexts().stream().flatMap(rule -> rule.hours().stream().map(hours -> new Placed(rule, hours)));
    }

    /** In the order of the table, so that the first that covers an instant is the row that counts. */
    private static <T> List<Open<T>> openings(
            Policy policy, Instant from, Instant end, Stream<T> rows, Function<T, Hours> hoursOf) {
        var first = from.atZone(policy.zone()).toLocalDate().minusDays(2);
        var last = end.atZone(policy.zone()).toLocalDate().plusDays(1);
        return rows.flatMap(row -> first.datesUntil(last.plusDays(1))
                        .flatMap(date -> hoursOf.apply(row).on(date, policy.zone()).stream())
                        .filter(each -> each.closes().isAfter(from))
                        .map(each -> new Open<>(row, each)))
                .toList();
    }

    /** A context at some hours. */
    private record Placed(ContextRule rule, Hours hours) {}

    private record Table(Policy policy, List<Open<Band>> bands, List<Open<Quiet>> quiet, List<Open<Placed>> contexts) {
        SortedSet<Instant> edges(Instant from, Instant end) {
            var edges = new TreeSet<Instant>();
            edges.add(from);
            Stream.of(bands, quiet, contexts)
                    .flatMap(List::stream)
                    .flatMap(each ->
                            Stream.of(each.opening().opens(), each.opening().closes()))
                    .filter(each -> each.isAfter(from) && each.isBefore(end))
                    .forEach(edges::add);
            return edges;
        }

        Stretch at(Instant edge, @Nullable Instant until) {
            var level = quiet.stream()
                    .filter(each -> each.opening().covers(edge))
                    .map(each -> each.what().level())
                    .max(Comparator.naturalOrder())
                    .orElse(QuietLevel.NONE);
            var place = first(contexts, edge);
            return new Stretch(
                    edge,
                    until,
                    first(bands, edge),
                    level,
                    place == null ? policy.ruleOf(Context.UNKNOWN) : place.rule());
        }

        private static <T> @Nullable T first(List<Open<T>> rows, Instant edge) {
            return rows.stream()
                    .filter(each -> each.opening().covers(edge))
                    .findFirst()
                    .map(Open::what)
                    .orElse(null);
        }
    }

    private record Open<T>(T what, Hours.Opening opening) {}
}
