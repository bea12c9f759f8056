package io.afterhours.scheduler.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of a policy by its own table, worked out once a day: planning asks at every change of the queue, and the answer
 * is the same but for its beginning.
 */
final class Timetables {
    private static final int MOST = 64;
    private static final Duration GOOD_FOR = Duration.ofDays(1);
    private static final Map<Policy, List<Stretch>> KNOWN = new ConcurrentHashMap<>();

    private Timetables() {}

    /** At least {@link Outlook#HORIZON} from {@code now}; the first stretch begins now, the last has no end. */
    static List<Stretch> from(Policy policy, Instant now) {
        var known = KNOWN.get(policy);
        if (known == null || !covers(known, now)) {
            known = computed(policy, now);
            keep(policy, known);
        }
        return since(now, known);
    }

    private static void keep(Policy policy, List<Stretch> stretches) {
        if (KNOWN.size() >= MOST) {
            KNOWN.clear();
        }
        KNOWN.put(policy, stretches);
    }

    private static boolean covers(List<Stretch> known, Instant now) {
        var from = known.getFirst().from();
        return !now.isBefore(from) && !now.isAfter(from.plus(GOOD_FOR));
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
