package io.afterhours.scheduler.planning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of the builds of one night.
 *
 * @param first the ids of those that go before what nobody asked for, in this order
 * @param out the ids of those that were taken out
 */
public record NightOrder(List<String> first, Set<String> out) {
    /** Of a night of which nothing was asked. */
    public static final NightOrder NOTHING = new NightOrder(List.of(), Set.of());

    public NightOrder {
        first = List.copyOf(first);
        out = Set.copyOf(out);
        if (new HashSet<>(first).size() < first.size() || first.stream().anyMatch(out::contains)) {
            throw new IllegalArgumentException("a build is asked for twice: " + first + ", without " + out);
        }
    }

    /** With this one taken out. */
    public NightOrder without(String id) {
        var others = forgetting(id);
        return new NightOrder(
                others.first, Stream.concat(others.out.stream(), Stream.of(id)).collect(Collectors.toSet()));
    }

    /** With this one among those that go first; behind the others unless it is there already. */
    public NightOrder keeping(String id) {
        return first.contains(id) ? this : placed(first.size(), id);
    }

    /** With this one before all others. */
    public NightOrder leading(String id) {
        return placed(0, id);
    }

    /**
     * With this one just before another.
     *
     * @param planned the ids of all that are planned, in the order of their starts; those before the other one stay there
     */
    public NightOrder before(String id, String other, List<String> planned) {
        var ahead = planned.stream()
                .takeWhile(each -> !each.equals(other))
                .filter(each -> !each.equals(id))
                .toList();
        var order = new ArrayList<>(ahead);
        order.add(id);
        forgetting(id).first.stream().filter(each -> !ahead.contains(each)).forEach(order::add);
        var left = new HashSet<>(out);
        order.forEach(left::remove);
        return new NightOrder(order, left);
    }

    /** With nothing asked of this one. */
    public NightOrder forgetting(String id) {
        return new NightOrder(
                first.stream().filter(each -> !each.equals(id)).toList(),
                Set.copyOf(out.stream().filter(each -> !each.equals(id)).toList()));
    }

    /** Whether something is asked of it. */
    public boolean asks(String id) {
        return first.contains(id) || out.contains(id);
    }

    /** Its place among those that go first, from 1. */
    public Optional<Integer> place(String id) {
        var index = first.indexOf(id);
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }

    /** Those of which this asks something else than {@code other} does. */
    public Set<String> changedFrom(NightOrder other) {
        var changed = new HashSet<String>();
        Stream.of(this, other).forEach(each -> {
            changed.addAll(each.first);
            changed.addAll(each.out);
        });
        changed.removeIf(id -> Objects.equals(standing(id), other.standing(id)));
        return changed;
    }

    private @Nullable Integer standing(String id) {
        return out.contains(id) ? Integer.valueOf(0) : place(id).orElse(null);
    }

    private NightOrder placed(int index, String id) {
        var others = forgetting(id);
        var order = new ArrayList<>(others.first);
        order.add(Math.min(index, order.size()), id);
        return new NightOrder(order, others.out);
    }
}
