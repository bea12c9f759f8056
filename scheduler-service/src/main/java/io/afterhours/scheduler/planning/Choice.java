package io.afterhours.scheduler.planning;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One of a few. The rules ask for it of each lane at each pass: a stream would take longer than all that is asked. */
final class Choice {
    private Choice() {}

    /** The first that is wanted. */
    static <T> Optional<T> first(List<T> few, Predicate<? super T> wanted) {
        for (var each : few) {
            if (wanted.test(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The greatest of those that are wanted; of equals, the first. */
    static <T> Optional<T> greatest(List<T> few, Predicate<? super T> wanted, Comparator<? super T> order) {
        var greatest = Optional.<T>empty();
        for (var each : few) {
            if (wanted.test(each) && (greatest.isEmpty() || order.compare(each, greatest.get()) > 0)) {
                greatest = Optional.of(each);
            }
        }
        return greatest;
    }
}
