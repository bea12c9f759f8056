package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Times that follow one another with gaps between them, e.g. those at which the person is available. */
final class Spells {
    /** A policy is looked at so many days at once; it says what it knows of the next fifteen. */
    private static final Duration GLANCE = Duration.ofDays(14);

    private final List<Spell> spells;

    private record Spell(Instant from, Instant until) {
        Duration within(Instant begin, Instant end) {
            var first = from.isAfter(begin) ? from : begin;
            var last = until.isBefore(end) ? until : end;
            return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    private Spells(List<Spell> spells) {
        this.spells = spells;
    }

    /** When the calendar of a policy puts the person into a context. */
    static Spells of(Policy policy, Context context, Instant from, Instant until) {
        var spells = new ArrayList<Spell>();
        for (var at = from; at.isBefore(until); at = at.plus(GLANCE)) {
            var end = at.plus(GLANCE).isBefore(until) ? at.plus(GLANCE) : until;
            for (var stretch : policy.outlook(at).stretches()) {
                if (stretch.context().context() == context && stretch.from().isBefore(end)) {
                    var last = stretch.until();
                    spells.add(new Spell(stretch.from(), last == null || last.isAfter(end) ? end : last));
                }
            }
        }
        return new Spells(List.copyOf(spells));
    }

    boolean isEmpty() {
        return spells.isEmpty();
    }

    /** How much of a time they cover. */
    Duration within(Instant begin, Instant end) {
        var sum = Duration.ZERO;
        for (int i = firstAfter(begin);
                i < spells.size() && spells.get(i).from().isBefore(end);
                i++) {
            sum = sum.plus(spells.get(i).within(begin, end));
        }
        return sum;
    }

    /** When so much of them has passed from an instant on; empty when they end before. */
    Optional<Instant> after(Instant begin, Duration amount) {
        var left = amount;
        for (int i = firstAfter(begin); i < spells.size(); i++) {
            var spell = spells.get(i);
            var first = spell.from().isAfter(begin) ? spell.from() : begin;
            var here = Duration.between(first, spell.until());
            if (left.compareTo(here) < 0) {
                return Optional.of(first.plus(left));
            }
            left = left.minus(here);
        }
        return Optional.empty();
    }

    /** The first that is not over at an instant. */
    private int firstAfter(Instant begin) {
        int low = 0;
        int high = spells.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spells.get(middle).until().isAfter(begin)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
