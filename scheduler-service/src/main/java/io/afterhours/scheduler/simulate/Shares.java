package io.afterhours.scheduler.simulate;

import java.util.Map;
import java.util.Optional;

/** Chooses one of several things by their shares of a hundred. */
final class Shares {
    private Shares() {}

    /**
     * What stands at {@code draw}, in the order of the map; empty in what the shares leave of the hundred.
     *
     * @param draw between 0 and 1
     */
    static <T> Optional<T> pick(Map<T, Double> shares, double factor, double draw) {
        var left = draw * 100;
        for (var each : shares.entrySet()) {
            left -= each.getValue() * factor;
            if (left < 0) {
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    static double sum(Map<?, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
